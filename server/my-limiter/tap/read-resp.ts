import { parseReply, type RespReply } from '../../valkey/resp-reply.ts'

/** What is larger than this is not read along. */
const longest = 4 * 1024 ** 2

/**
 * Takes chunks and tells each whole value with its bytes. From the first that is no RESP2, is too long, or makes
 * `onValue` throw, all bytes go to `onUnreadable`.
 */
export function createRespReader({
  onValue,
  onUnreadable,
}: {
  onValue: (value: RespReply, bytes: Buffer) => void
  onUnreadable: (bytes: Buffer) => void
}): (chunk: Buffer) => void {
  let unread = Buffer.alloc(0)
  let readable = true
  return function read(chunk) {
    if (!readable) return onUnreadable(chunk)
    unread = unread.length === 0 ? Buffer.from(chunk) : Buffer.concat([unread, chunk])
    try {
      for (let parsed = parseReply(unread); parsed; parsed = parseReply(unread)) {
        onValue(parsed.reply, unread.subarray(0, parsed.end))
        unread = unread.subarray(parsed.end)
      }
      if (unread.length > longest) throw new Error('too long to be read along')
    } catch {
      readable = false
      onUnreadable(unread)
      unread = Buffer.alloc(0)
    }
  }
}

/** The words of a command, which is an array of strings. Throws for anything else, such as an inline command. */
export function wordsOf(value: RespReply): Buffer[] {
  if (value.type !== 'array') throw new Error('not a command')
  return value.items.map((item) => {
    if (item.type !== 'string') throw new Error('not a command')
    return item.bytes
  })
}
