/**
 * Runs what a person typed: words go to stderr, a failure that was to be expected is one sentence and exit
 * code 1, Ctrl-C ends whatever is under way.
 * @param {(given: { log: (line: string) => void, signal: AbortSignal }) => Promise<void>} command
 * @returns {Promise<boolean>} whether it was done
 */
export async function runAsCommand(command) {
  /** @type {Log} */
  const log = (line) => process.stderr.write(`${line}\n`)
  const halt = new AbortController()
  let stoppedBy = 0
  // Under npm a Ctrl-C arrives twice, from the terminal and from npm: the second changes nothing.
  const handlers = Object.entries({ SIGHUP: 1, SIGINT: 2, SIGTERM: 15 }).map(([name, number]) => {
    const stop = () => {
      stoppedBy ||= number
      halt.abort()
    }
    process.on(name, stop)
    return () => process.off(name, stop)
  })
  try {
    await command({ log, signal: halt.signal })
    if (!stoppedBy) return true
  } catch (error) {
    if (!stoppedBy) {
      if (error.output) log(error.output)
      const calm = error.expected || error.name === 'StartError'
      log(calm && !process.env.DEBUG ? error.message : error.stack)
    }
  } finally {
    for (const remove of handlers) remove()
  }
  process.exitCode = stoppedBy ? 128 + stoppedBy : 1
  return false
}
