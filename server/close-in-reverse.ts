/** Closes what was opened last first. What cannot be closed is told to `log`, and the others are closed all the same. */
export async function closeInReverse(
  opened: (() => Promise<void> | void)[],
  log: (line: string) => void,
): Promise<void> {
  for (const closeOne of opened.toReversed()) {
    try {
      await closeOne()
    } catch (error) {
      log(`While closing: ${error}`)
    }
  }
}
