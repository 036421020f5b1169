/**
 * Takes the terminal for single keys, on a screen of its own without a cursor. Returns what gives it back with what stood
 * there before.
 */
export function takeTerminal({ stdin, stdout }: NodeJS.Process): () => void {
  stdin.setRawMode(true)
  stdin.resume()
  stdout.write('\x1b[?1049h\x1b[?25l\x1b[H\x1b[J')
  return function giveBack() {
    stdout.write('\x1b[?25h\x1b[?1049l')
    stdin.setRawMode(false)
    stdin.pause()
  }
}
