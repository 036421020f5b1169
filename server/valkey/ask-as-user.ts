// One command on a connection of its own, as a user of its own, and the reply as it came over the wire.

import type { ValkeyAddress } from './address.ts'
import { openSocket } from './open-socket.ts'
import {
  type AskAsUser,
  type Asked,
  encodeCommand,
  parseReply,
  type ValkeyUser,
} from './resp-reply.ts'

/**
 * Returns what asks the Valkey at `address`, or of a cluster the node that has the key. Logs in first and sends the command only once that is granted: on a server
 * whose default user needs no password, a command sent along would run with all its rights.
 * Rejects when there is no answer within `timeoutMs`, or the network or TLS fails.
 */
export function createAskAsUser(
  address: ValkeyAddress | (() => ValkeyAddress),
  { timeoutMs = 1000, maxReplyBytes = 64 * 1024 } = {},
): AskAsUser {
  return async function askAsUser(user, args) {
    const at = typeof address === 'function' ? address() : address
    const asked = await askAt(at, user, args)
    const owner = movedTo(asked)
    // The node did not run it: its key is on another one of the cluster.
    return owner ? askAt({ ...at, ...owner }, user, args) : asked
  }

  function askAt(
    address: ValkeyAddress,
    { username, password }: ValkeyUser,
    args: readonly (Buffer | string)[],
  ): Promise<Asked> {
    return new Promise((resolve, reject) => {
      const socket = openSocket(address)
      let received = Buffer.alloc(0)
      let loggedIn = false
      const finish = (settle: () => void) => {
        clearTimeout(deadline)
        socket.destroy()
        settle()
      }
      const done = (asked: Asked) => finish(() => resolve(asked))
      const fail = (error: Error) => finish(() => reject(error))
      const deadline = setTimeout(
        () => fail(new Error(`Valkey did not answer within ${timeoutMs} ms`)),
        timeoutMs,
      )
      socket.on('error', fail)
      socket.on('close', () => fail(new Error('Connection is closed.')))
      socket.write(encodeCommand(['AUTH', username, password]))
      socket.on('data', (chunk) => {
        received = Buffer.concat([received, chunk])
        if (received.length > maxReplyBytes)
          return done({ outcome: 'too large', maxBytes: maxReplyBytes })
        try {
          const parsed = parseReply(received)
          if (!parsed) return
          const { reply, end } = parsed
          if (loggedIn) return done({ outcome: 'replied', reply })
          if (reply.type === 'error') return done({ outcome: 'login refused', why: reply.text })
          loggedIn = true
          received = received.subarray(end)
          socket.write(encodeCommand(args))
        } catch (error) {
          fail(error as Error)
        }
      })
    })
  }
}

/** What MOVED says: `MOVED 3999 127.0.0.1:6381`. Source: https://valkey.io/topics/cluster-spec/ (MOVED redirection) */
function movedTo(asked: Asked): { host: string; port: number } | undefined {
  if (asked.outcome !== 'replied' || asked.reply.type !== 'error') return undefined
  const [, host = '', port] = /^MOVED \d+ (\S+):(\d+)$/.exec(asked.reply.text) ?? []
  return host === '' ? undefined : { host, port: Number(port) }
}
