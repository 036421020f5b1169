import type { Redis } from 'ioredis'

/** One participant: its connection, and the replies it got. */
export type RaceClient = {
  number: number
  valkey: Redis
  /** Its address as Valkey knows it, "127.0.0.1:51234". */
  address: string
  /** The reply to each command it sent since `record`; undefined where none came. */
  replies: unknown[]
  /** From here on replies are kept; `onFirst` gets the first one before the client itself does. */
  record(onFirst: (reply: unknown) => void): void
}

/** A reply may wait for hundreds of others on a busy machine; only a Valkey that is gone takes this long. */
const replyDeadlineMs = 10_000

/** Opens connections until there are `clients`, some at a time. What was opened is in `opened` even when one fails. */
export async function openRaceClients({
  clients,
  open,
  opened,
  onOpened,
  atOnce = 20,
}: {
  clients: number
  open: () => Promise<Redis>
  opened: RaceClient[]
  onOpened: (connected: number) => void
  atOnce?: number
}): Promise<void> {
  while (opened.length < clients) {
    const more = Math.min(atOnce, clients - opened.length)
    const results = await Promise.allSettled(
      Array.from({ length: more }, (_, i) => openOne(opened.length + i + 1, open)),
    )
    for (const result of results) if (result.status === 'fulfilled') opened.push(result.value)
    for (const result of results) if (result.status === 'rejected') throw result.reason
    onOpened(opened.length)
  }
}

async function openOne(number: number, open: () => Promise<Redis>): Promise<RaceClient> {
  const valkey = await open()
  valkey.options.commandTimeout = replyDeadlineMs
  const info = String(await valkey.client('INFO'))
  const address = /(?:^| )addr=(\S+)/.exec(info)?.[1] ?? ''
  const replies: unknown[] = []

  function record(onFirst: (reply: unknown) => void): void {
    const send = valkey.sendCommand.bind(valkey)
    let sent = 0
    valkey.sendCommand = (command, stream) => {
      const place = sent
      sent += 1
      command.promise.then(
        (reply) => {
          replies[place] = reply
          if (place === 0) onFirst(reply)
        },
        // The client itself handles the error; here there is only no reply to keep.
        () => undefined,
      )
      return send(command, stream)
    }
  }

  return { number, valkey, address, replies, record }
}
