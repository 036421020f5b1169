// Between the learner's process and Valkey: passes everything on, and notes which commands go by, for which request, and
// what Valkey replies. What it cannot read it passes on unread.
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { passOn, type SeenCommand } from './pass-on.ts'

/** `more`: how many commands were not kept. */
export type Followed = { commands: SeenCommand[]; more: number }

export type Tap = {
  port: number
  /** Notes the commands of this request until the returned function is called. */
  follow(request: string): () => Followed
  /** Ends all connections, and each new one until `admit`. */
  refuse(): void
  admit(): void
  close(): Promise<void>
}

const mostCommands = 20
/** About a client's connection, one of them with a password: never shown. */
const aboutConnection = new Set(['auth', 'hello', 'client', 'info', 'select', 'command', 'quit'])

/**
 * Listens on a free loopback port. `open` connects to Valkey; `prepare` is waited for before each connection, and one
 * that fails is closed. `onError` receives each error that Valkey replies, `onLate` each
 * command that had no reply for `lateAfterMs`, also after its connection has ended and after `close`.
 */
export async function openTap({
  open,
  prepare,
  onError,
  lateAfterMs,
  onLate,
}: {
  open: () => Socket
  prepare: () => Promise<unknown>
  onError: (command: SeenCommand, text: string) => void
  lateAfterMs: number
  onLate: (command: SeenCommand) => void
}): Promise<Tap> {
  const requests = new Map<string, Followed>()
  const sockets = new Set<Socket>()
  const watch = watchLate({ afterMs: lateAfterMs, onLate })
  let refusing = false

  function noteCommand(words: Buffer[], request: string | undefined): SeenCommand | null {
    if (aboutConnection.has(words[0]?.toString('latin1').toLowerCase() ?? '')) return null
    const seen = seeNow(words)
    watch.sent(seen)
    // Unmarked: a connection that the learner's code opened. With one request under way it is that one's.
    const [only] = requests.size === 1 ? requests.values() : []
    const followed = request === undefined ? only : requests.get(request)
    if (!followed) return seen
    if (followed.commands.length < mostCommands) followed.commands.push(seen)
    else followed.more += 1
    return seen
  }

  function keep(socket: Socket): Socket {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    return socket
  }

  const server = createServer((client) => {
    keep(client)
    if (refusing) return void client.destroy()
    let unread: SeenCommand | undefined
    const received: Buffer[] = []
    const hold = (chunk: Buffer) => received.push(chunk)
    client.on('data', hold)
    prepare().then(
      () => {
        client.off('data', hold)
        if (refusing) return void client.destroy()
        passOn({
          client,
          valkey: keep(open()),
          received,
          onCommand: noteCommand,
          onUnread() {
            if (unread) watch.answered(unread)
            unread = seeNow([Buffer.from('command')])
            watch.sent(unread)
          },
          onReply(seen, reply) {
            watch.answered(seen)
            seen.reply = reply
            seen.answeredAt = performance.now()
            if (reply.type === 'error') onError(seen, reply.text)
          },
        })
      },
      () => client.destroy(),
    )
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    port: (server.address() as AddressInfo).port,
    follow(request) {
      const followed: Followed = { commands: [], more: 0 }
      requests.set(request, followed)
      return () => {
        requests.delete(request)
        return followed
      }
    },
    refuse() {
      refusing = true
      for (const socket of sockets) socket.destroy()
    },
    admit() {
      refusing = false
    },
    async close() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

function seeNow(words: Buffer[]): SeenCommand {
  return { words, reply: null, sentAt: performance.now(), answeredAt: null }
}

/**
 * Reports each command that has had no reply for `afterMs`, also when its connection has ended meanwhile: Valkey may
 * still be busy with it.
 */
function watchLate({ afterMs, onLate }: { afterMs: number; onLate: (seen: SeenCommand) => void }) {
  const timers = new Map<SeenCommand, NodeJS.Timeout>()
  return {
    sent(seen: SeenCommand) {
      const late = () => {
        timers.delete(seen)
        onLate(seen)
      }
      timers.set(seen, setTimeout(late, afterMs).unref())
    },
    answered(seen: SeenCommand) {
      clearTimeout(timers.get(seen))
      timers.delete(seen)
    },
  }
}
