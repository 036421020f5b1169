export const mostLineBytes = 8 * 1024

/** Why this line cannot be a line that somebody typed, or undefined. */
export function unreadable(line: string): string | undefined {
  const bytes = Buffer.byteLength(line)
  if (bytes > mostLineBytes) {
    return `The line is ${bytes} bytes long, and the console takes at most ${mostLineBytes}. Use npm run valkey-cli in a terminal for larger ones.`
  }
  if (/\uFFFD|\p{Surrogate}/u.test(line)) {
    return 'The line is no text in UTF-8. Write other bytes as "\\xff" within double quotes.'
  }
  const control = /[^\P{Control}\t]/u.exec(line)
  if (!control) return undefined
  const code = (control[0].charCodeAt(0) ?? 0).toString(16).padStart(2, '0')
  if (code === '0a' || code === '0d') {
    return 'The line holds the end of a line. Send one command at a time, or write it as "\\n" within double quotes.'
  }
  return `The line holds an invisible character, U+00${code.toUpperCase()}. Write it as "\\x${code}" within double quotes.`
}
