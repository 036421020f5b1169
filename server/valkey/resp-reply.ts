// A reply of Valkey as it came over the wire, with everything a client library smooths away: a status is told from a
// string, an integer keeps its 64 bits, a string its bytes. Source: https://valkey.io/topics/protocol/ (RESP2)

export type RespReply =
  | { type: 'status' | 'error' | 'integer'; text: string }
  | { type: 'string'; bytes: Buffer }
  | { type: 'nil' }
  | { type: 'array'; items: RespReply[] }

export type ValkeyUser = { username: string; password: string }

/** `login refused`: the user is unknown or has another password, and nothing was run. `too large`: run, but not read. */
export type Asked =
  | { outcome: 'replied'; reply: RespReply }
  | { outcome: 'login refused'; why: string }
  | { outcome: 'too large'; maxBytes: number }

/** Sends one command as this user. Rejects when there is no answer in time. */
export type AskAsUser = (user: ValkeyUser, args: readonly (Buffer | string)[]) => Promise<Asked>

type Parsed = { reply: RespReply; end: number }

const deepest = 32

/**
 * The reply at the beginning of `bytes`, and where it ends; undefined while part of it is still to come.
 * Throws an Error when this is no RESP2, or nested more than 32 deep.
 */
export function parseReply(bytes: Buffer, start = 0, depth = 0): Parsed | undefined {
  if (depth > deepest) throw new Error(`a reply nested more than ${deepest} deep`)
  const lineEnd = bytes.indexOf('\r\n', start)
  if (lineEnd === -1) return undefined
  const text = bytes.toString('utf8', start + 1, lineEnd)
  const end = lineEnd + 2
  const kind = String.fromCharCode(bytes[start] ?? 0)
  if (kind === '+') return { reply: { type: 'status', text }, end }
  if (kind === '-') return { reply: { type: 'error', text }, end }
  if (!/^-?\d+$/.test(text)) throw notResp(kind + text)
  if (kind === ':') return { reply: { type: 'integer', text }, end }
  const size = Number(text)
  if (kind === '$') return size < 0 ? { reply: { type: 'nil' }, end } : string(bytes, end, size)
  if (kind === '*')
    return size < 0 ? { reply: { type: 'nil' }, end } : array(bytes, end, size, depth)
  throw notResp(kind + text)
}

function string(bytes: Buffer, start: number, size: number): Parsed | undefined {
  const end = start + size
  if (bytes.length < end + 2) return undefined
  return { reply: { type: 'string', bytes: bytes.subarray(start, end) }, end: end + 2 }
}

function array(bytes: Buffer, start: number, size: number, depth: number): Parsed | undefined {
  const items: RespReply[] = []
  let end = start
  while (items.length < size) {
    const item = parseReply(bytes, end, depth + 1)
    if (!item) return undefined
    items.push(item.reply)
    end = item.end
  }
  return { reply: { type: 'array', items }, end }
}

function notResp(line: string): Error {
  return new Error(`not a reply of Valkey: ${JSON.stringify(line.slice(0, 40))}`)
}

/** A command as it goes over the wire. */
export function encodeCommand(args: readonly (Buffer | string)[]): Buffer {
  const parts = args.flatMap((arg) => {
    const bytes = Buffer.from(arg)
    return [Buffer.from(`$${bytes.length}\r\n`), bytes, Buffer.from('\r\n')]
  })
  return Buffer.concat([Buffer.from(`*${args.length}\r\n`), ...parts])
}
