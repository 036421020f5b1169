/** The other side of a child process: answers each question of the parent, or says why not, in the order asked. */
export function answerParent<Question>(answer: (question: Question) => unknown): void {
  let last = Promise.resolve()
  process.on('message', (question) => {
    last = last.then(async () => {
      try {
        process.send?.({ answer: (await answer(question as Question)) ?? null })
      } catch (error) {
        process.send?.({ error: error instanceof Error ? error.message : String(error) })
      }
    })
  })
  process.on('disconnect', () => process.exit())
  // Ctrl-C reaches every process of the terminal; the parent decides when this one ends.
  process.on('SIGINT', () => {})
}
