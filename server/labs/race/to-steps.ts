import type { RaceStep } from './contract.ts'
import type { WatchedCommand } from './watch-commands.ts'

/**
 * The commands on `key` as steps of the race: who sent each one, and what was answered. A client's commands run in the
 * order it sent them, so its third command has its third reply. What a script runs comes right behind its call, because
 * nothing else runs meanwhile.
 */
export function toSteps({
  commands,
  key,
  clients,
}: {
  commands: readonly WatchedCommand[]
  key: string
  clients: readonly { number: number; address: string; replies: readonly unknown[] }[]
}): RaceStep[] {
  const senders = new Map(clients.map((client) => [client.address, { client, sent: 0 }]))
  const steps: RaceStep[] = []
  let caller: number | undefined
  let startUs: number | undefined
  for (const { atUs, args, source } of commands) {
    if (!args.includes(key)) continue
    const sender = senders.get(source)
    const client = sender?.client.number ?? (source === 'lua' ? caller : undefined)
    if (client === undefined) continue
    startUs ??= atUs
    const step = { client, command: spell(args), byScript: !sender, atUs: atUs - startUs }
    if (!sender) {
      steps.push(step)
      continue
    }
    caller = client
    const reply = sender.client.replies[sender.sent]
    sender.sent += 1
    steps.push(reply === undefined ? step : { ...step, reply: notation(reply) })
  }
  return steps
}

/** Command names as the documentation writes them. */
function spell([name = '', ...args]: string[]): string[] {
  return [name.toUpperCase(), ...args]
}

/** A reply as valkey-cli writes it; a list in one line. */
export function notation(reply: unknown): string {
  if (reply === null) return '(nil)'
  if (typeof reply === 'number') return `(integer) ${reply}`
  if (Array.isArray(reply)) return `[${reply.join(', ')}]`
  return reply === 'OK' ? 'OK' : JSON.stringify(reply)
}
