/** One line that is written over on a terminal; elsewhere (a log file) only what is new every ten seconds. */
export function createProgress(out: NodeJS.WriteStream) {
  let last = Number.NEGATIVE_INFINITY
  return {
    show(text: string): void {
      if (out.isTTY) out.write(`\r\x1b[2K${text}`)
      else if (performance.now() - last > 10_000) {
        last = performance.now()
        out.write(`${text}\n`)
      }
    },
    clear(): void {
      if (out.isTTY) out.write('\r\x1b[2K')
    },
  }
}
