/** How often the same complaint is made. */
const againMs = 10_000

/**
 * What goes wrong behind nobody's request, for the log: each thing once, and how often it was, however many learners it
 * went wrong for.
 */
export function createComplaints(log: (line: string) => void): {
  about(error: unknown): void
  close(): void
} {
  const more = new Map<string, number>()
  const timer = setInterval(() => {
    for (const [message, times] of more) {
      if (times > 0) log(`${message} (${times} times more)`)
      if (times > 0) more.set(message, 0)
      else more.delete(message)
    }
  }, againMs)
  timer.unref()
  return {
    about(error) {
      const message = error instanceof Error ? error.message : String(error)
      const times = more.get(message)
      if (times === undefined) log(message)
      more.set(message, times === undefined ? 0 : times + 1)
    },
    close: () => clearInterval(timer),
  }
}
