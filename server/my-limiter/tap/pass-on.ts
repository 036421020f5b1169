import type { Socket } from 'node:net'
import { parseReply, type RespReply } from '../../valkey/resp-reply.ts'
import { requestOfMark } from './mark.ts'

export type SeenCommand = {
  words: Buffer[]
  reply: RespReply | null
  /** performance.now() */
  sentAt: number
  answeredAt: number | null
}

type Connection = {
  client: Socket
  valkey: Socket
  /** What the client has sent already. */
  received: Buffer[]
  /** A command goes by, marked with its request or not; null: it is not to be noted. */
  onCommand: (words: Buffer[], request: string | undefined) => SeenCommand | null
  /** What is no command as it stands in the protocol was passed on. */
  onUnread: () => void
  onReply: (seen: SeenCommand, reply: RespReply) => void
}

/** Passes everything on between the two, without the marks, and reports what goes by. When one ends, so does the other. */
export function passOn({
  client,
  valkey,
  received,
  onCommand,
  onUnread,
  onReply,
}: Connection): void {
  // Replies come in the order of the commands.
  const waiting: (SeenCommand | null)[] = []
  let request: string | undefined
  let marks = false
  let unreadable = false

  const readCommands = createRespReader({
    onValue(value, bytes) {
      const words = wordsOf(value)
      const marked = requestOfMark(words)
      if (marked === undefined) {
        waiting.push(onCommand(words, request))
        valkey.write(bytes)
      } else {
        marks = true
      }
      request = marked
    },
    onUnreadable(bytes) {
      unreadable = true
      // A mark that is passed on would be a command to Valkey.
      if (marks) {
        client.destroy()
        return
      }
      valkey.write(bytes)
      onUnread()
    },
  })
  const readReplies = createRespReader({
    onValue(reply) {
      const seen = waiting.shift()
      if (seen) onReply(seen, reply)
    },
    onUnreadable: () => {},
  })

  for (const chunk of received) readCommands(chunk)
  client.on('data', readCommands)
  valkey.on('data', (chunk: Buffer) => {
    client.write(chunk)
    if (!unreadable) readReplies(chunk)
  })
  const cut = () => {
    client.destroy()
    valkey.destroy()
  }
  for (const socket of [client, valkey]) {
    socket.setNoDelay(true)
    socket.on('error', cut)
    socket.on('close', cut)
  }
  if (client.destroyed) cut()
}

/** What is larger than this is not read along. */
const longest = 4 * 1024 ** 2

/**
 * Takes chunks and passes each whole value on with its bytes. From the first that is no RESP2, is too long, or makes
 * `onValue` throw, all bytes go to `onUnreadable`.
 */
function createRespReader({
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
function wordsOf(value: RespReply): Buffer[] {
  if (value.type !== 'array') throw new Error('not a command')
  return value.items.map((item) => {
    if (item.type !== 'string') throw new Error('not a command')
    return item.bytes
  })
}
