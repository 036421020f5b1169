/**
 * Returns what closes what was opened, last first; calling it again waits for the same. What cannot be closed is told to
 * `log`, and the others are closed all the same.
 */
export function closeInReverse(
  opened: (() => Promise<void> | void)[],
  log: (line: string) => void,
): () => Promise<void> {
  let closing: Promise<void> | undefined

  async function closeAll(): Promise<void> {
    for (const closeOne of opened.toReversed()) {
      try {
        await closeOne()
      } catch (error) {
        log(`While closing: ${error}`)
      }
    }
  }

  return function close() {
    closing ??= closeAll()
    return closing
  }
}
