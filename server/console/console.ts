// A prompt on one keyspace, a line at a time: split, checked, sent as a user who may do nothing else, printed.
import type { Redis } from 'ioredis'
import { formatReply, formatText } from '../valkey/format-reply.ts'
import type { AskAsUser, Asked, RespReply } from '../valkey/resp-reply.ts'
import { checkCommand } from './check-command.ts'
import { consoleCommands } from './commands.ts'
import type { ConsoleAnswer, ConsoleCommand, ConsoleInfo } from './contract.ts'
import { createKeyspaceUser } from './keyspace-user.ts'
import { splitLine } from './split-line.ts'
import { unreadable } from './unreadable.ts'
import { whyNotHere } from './why-not-here.ts'

export type Console = {
  info(): Promise<ConsoleInfo>
  /** Rejects when Valkey does not answer. */
  run(line: string): Promise<ConsoleAnswer>
  close(): Promise<void>
}

type Parts = {
  /** Makes the keyspace's user; runs nothing that was typed. */
  valkey: Redis
  ask: AskAsUser
  keyspace: string
  /** What the keys of the keyspace begin with. */
  prefixes: readonly string[]
  /** Told the keys of a line that was run, before its answer is given. */
  onKeys?: (keys: string[]) => Promise<unknown>
}

const mostAtOnce = 8
const refused = (why: string): ConsoleAnswer => ({ is: 'refused', why })

/** The console of one keyspace. Where Valkey refuses to create users, as some managed services do, it is off and says so. */
export function createConsole({ valkey, ask, keyspace, prefixes, onKeys }: Parts): Console {
  const user = createKeyspaceUser({ valkey, keyspace, prefixes })
  let running = 0

  /** A user that Valkey has lost is made again, once; the command was not sent, so nothing runs twice. */
  async function askAsKeyspace(args: readonly (Buffer | string)[]): Promise<Asked> {
    const asked = await ask(await user.login(), args)
    if (asked.outcome !== 'login refused') return asked
    user.forget()
    return ask(await user.login(), args)
  }

  async function replyTo(args: readonly string[]): Promise<RespReply | undefined> {
    const asked = await askAsKeyspace(args)
    return asked.outcome === 'replied' ? asked.reply : undefined
  }

  async function send(args: Buffer[], keys: Buffer[]): Promise<ConsoleAnswer> {
    const asked = await askAsKeyspace(args)
    await onKeys?.(
      keys.map((key) => key.toString()).filter((key, i) => keys[i]?.equals(Buffer.from(key))),
    )
    if (asked.outcome === 'login refused') return refused(usersRefused(asked.why))
    if (asked.outcome === 'too large') {
      return refused(
        `The reply is larger than ${asked.maxBytes / 1024} KB, so it is not shown; the command itself has run. Ask for a part of it, for example ZRANGE key 0 99.`,
      )
    }
    const isInfo = args[0]?.toString().toLowerCase() === 'info'
    const text = (isInfo ? formatText : formatReply)(asked.reply)
    return { is: 'reply', text, error: asked.reply.type === 'error' }
  }

  async function run(line: string): Promise<ConsoleAnswer> {
    const why = unreadable(line)
    if (why !== undefined) return refused(why)
    const split = splitLine(line)
    if ('fault' in split) return refused(`Invalid argument(s): ${split.fault}`)
    if (split.args.length === 0)
      return refused('The line is empty. Type HELP to see what works here.')
    const checked = checkCommand(split.args, prefixes)
    if (checked.is === 'refused') return checked
    if (checked.is === 'allowed') return send(split.args, checked.keys)
    return refused(await whyNotHere(checked.words, replyTo))
  }

  /** Valkey's own no is an answer; that it does not answer is an error. */
  async function unlessRefused<Answer>(answer: Promise<Answer>, no: (why: string) => Answer) {
    try {
      return await answer
    } catch (error) {
      if (error instanceof Error && error.name === 'ReplyError')
        return no(usersRefused(error.message))
      throw error
    }
  }

  return {
    async run(line) {
      if (running >= mostAtOnce) return refused('Too many lines at once. Try again in a moment.')
      running += 1
      try {
        return await unlessRefused(run(line), refused)
      } finally {
        running -= 1
      }
    },
    info() {
      const commands = [...consoleCommands.values()]
      const on = async (): Promise<ConsoleInfo> => {
        const described = await describeCommands(commands, replyTo)
        return { on: true, prefixes: [...prefixes], commands: described }
      }
      return unlessRefused(on(), (why) => ({ on: false, why }))
    },
    close: () => user.remove(),
  }
}

function usersRefused(why: string): string {
  return `The console needs a Valkey user of its own that can reach this keyspace's keys only, and this Valkey does not let the workbook make one (${why}). Use npm run valkey-cli in a terminal instead.`
}

/** Adds what Valkey itself says about each command, in its own words: COMMAND DOCS. */
async function describeCommands(
  commands: readonly ConsoleCommand[],
  ask: (args: readonly string[]) => Promise<RespReply | undefined>,
): Promise<ConsoleCommand[]> {
  const names = commands.map(({ name }) => docsName(name))
  const docs = fieldsOf(await ask(['COMMAND', 'DOCS', ...names]))
  return commands.map((command) => {
    const fields = fieldsOf(docs.get(docsName(command.name)))
    const [summary, since, group] = ['summary', 'since', 'group'].map((field) =>
      textOf(fields.get(field)),
    )
    return {
      ...command,
      ...(summary && { summary }),
      ...(since && { since }),
      ...(group && { group }),
    }
  })
}

const docsName = (name: string) => name.toLowerCase().replace(' ', '|')

/** A map travels as a list of names and values in turn. */
function fieldsOf(reply: RespReply | undefined): Map<string, RespReply> {
  const fields = new Map<string, RespReply>()
  if (reply?.type !== 'array') return fields
  for (let at = 0; at + 1 < reply.items.length; at += 2) {
    const value = reply.items[at + 1]
    if (value) fields.set(textOf(reply.items[at]), value)
  }
  return fields
}

function textOf(reply: RespReply | undefined): string {
  if (reply?.type === 'string') return reply.bytes.toString()
  return reply?.type === 'status' ? reply.text : ''
}
