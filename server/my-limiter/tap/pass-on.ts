import type { Socket } from 'node:net'
import type { RespReply } from '../../valkey/resp-reply.ts'
import { requestOfMark } from './mark.ts'
import { createRespReader, wordsOf } from './read-resp.ts'

export type SeenCommand = {
  words: Buffer[]
  reply: RespReply | null
  /** performance.now() */
  sentAt: number
  answeredAt: number | null
}

type Ends = {
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

/** Passes everything on between the two, without the marks, and tells what goes by. When one ends, so does the other. */
export function passOn({ client, valkey, received, onCommand, onUnread, onReply }: Ends): void {
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
