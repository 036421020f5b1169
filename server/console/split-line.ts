/**
 * Splits a line into arguments as valkey-cli does: at blanks, with "double quotes" that know \n \r \t \b \a and \xHH,
 * and 'single quotes' that know only \'. A quoted part may begin inside a word (a"b c" is one argument), and must be
 * followed by a blank. Arguments are bytes, since \x00 is one.
 * Source: https://github.com/valkey-io/valkey/blob/8.1/src/sds.c (sdssplitargs)
 */
export function splitLine(line: string): { args: Buffer[] } | { fault: string } {
  const bytes = Buffer.from(line)
  const args: Buffer[] = []
  let at = 0
  while (true) {
    while (isBlank(bytes[at])) at += 1
    if (at >= bytes.length) return { args }
    const arg: number[] = []
    while (at < bytes.length && !endsWord(bytes[at])) {
      const quote = bytes[at]
      if (quote !== doubleQuote && quote !== singleQuote) {
        arg.push(quote ?? 0)
        at += 1
        continue
      }
      const end =
        quote === doubleQuote ? readDouble(bytes, at + 1, arg) : readSingle(bytes, at + 1, arg)
      if (end === undefined) return { fault: neverClosed(bytes, at) }
      if (end < bytes.length && !isBlank(bytes[end])) return { fault: needsBlank(bytes, end) }
      at = end
      // What follows a closing quote is a blank, so the argument ends here, whichever blank it is.
      break
    }
    args.push(Buffer.from(arg))
  }
}

const doubleQuote = 0x22
const singleQuote = 0x27
const backslash = 0x5c
const escapes: Record<string, number> = { n: 0x0a, r: 0x0d, t: 0x09, b: 0x08, a: 0x07 }

/** Where the part after the closing quote begins; undefined without one. */
function readDouble(bytes: Buffer, start: number, arg: number[]): number | undefined {
  let at = start
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0
    if (byte === doubleQuote) return at + 1
    const hex =
      byte === backslash && /^x([0-9a-f]{2})$/i.exec(bytes.toString('latin1', at + 1, at + 4))
    if (hex) {
      arg.push(Number.parseInt(hex[1] ?? '', 16))
      at += 4
    } else if (byte === backslash && at + 1 < bytes.length) {
      const escaped = bytes[at + 1] ?? 0
      arg.push(escapes[String.fromCharCode(escaped)] ?? escaped)
      at += 2
    } else {
      arg.push(byte)
      at += 1
    }
  }
  return undefined
}

function readSingle(bytes: Buffer, start: number, arg: number[]): number | undefined {
  let at = start
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0
    if (byte === singleQuote) return at + 1
    const escaped = byte === backslash && bytes[at + 1] === singleQuote
    arg.push(escaped ? singleQuote : byte)
    at += escaped ? 2 : 1
  }
  return undefined
}

/** C's isspace. */
function isBlank(byte: number | undefined): boolean {
  return byte !== undefined && (byte === 0x20 || (byte >= 0x09 && byte <= 0x0d))
}

/** Fewer than isspace knows: a vertical tab in a word belongs to it. */
function endsWord(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x00
}

function neverClosed(bytes: Buffer, at: number): string {
  const quote = String.fromCharCode(bytes[at] ?? 0)
  return `the quote ${quote} at character ${characterAt(bytes, at)} is never closed. Close it, or write it as "\\x${(bytes[at] ?? 0).toString(16)}" if it belongs to the text.`
}

function needsBlank(bytes: Buffer, end: number): string {
  return `after the closing quote at character ${characterAt(bytes, end - 1)} there must be a blank.`
}

/** Counted as a person does, from 1 and in characters. */
function characterAt(bytes: Buffer, at: number): number {
  return bytes.toString('utf8', 0, at).length + 1
}
