// Why a command is not one of the console's: in general, and for those that somebody is likely to try.
import type { RespReply } from '../valkey/resp-reply.ts'

const ownServer =
  'a script that never ends would stop this Valkey for everybody, so scripts of your own run in the Lua lab, which has a server of its own.'
const everybodysKeys =
  'it reads or changes the keys of everybody on this Valkey, and this console is for the keys of your keyspace.'
const oneLine =
  'each line here is a connection of its own, so nothing carries over from one line to the next.'
const waits = 'it would wait for something to happen, and here each line is answered at once.'

const byName: Record<string, string> = {
  KEYS: `it walks over every key of this Valkey and holds everybody up meanwhile. The table of keys has those of your keyspace.`,
  SCAN: `it lists the keys of everybody on this Valkey. The table of keys has those of your keyspace.`,
  RANDOMKEY: everybodysKeys,
  DBSIZE: everybodysKeys,
  FLUSHALL: `it deletes every key of this Valkey, not only those of your keyspace. DEL deletes yours.`,
  FLUSHDB: `it deletes every key of this Valkey, not only those of your keyspace. DEL deletes yours.`,
  SELECT: oneLine,
  CLIENT: `it tells about everybody who is connected to this Valkey, or changes their connections.`,
  COMMAND: `it would list every command of Valkey, some 400. HELP lists those that work here, and HELP GET tells about one.`,
  MONITOR: waits,
  QUIT: 'there is nothing to leave: each line here is a connection of its own.',
}

/** In this order: the first that fits is the most telling. Source: https://valkey.io/topics/acl/ (Command categories) */
const byCategory: [category: string, why: string][] = [
  ['@scripting', ownServer],
  ['@transaction', oneLine],
  ['@pubsub', waits],
  ['@blocking', waits],
  ['@connection', oneLine],
  ['@admin', 'it looks into the server or changes it, for everybody who uses this Valkey.'],
  ['@dangerous', 'it can hold this Valkey up, or reaches the keys of others.'],
]

const notNeeded =
  'it is not on the short list of commands that counters need. Type HELP to see the list.'

/**
 * A sentence or two on a command that starts with these words, in capitals. `ask` is how Valkey is asked what it knows
 * of it: COMMAND INFO.
 */
export async function whyNotHere(
  [first = '', second = '']: readonly string[],
  ask: (args: readonly string[]) => Promise<RespReply | undefined>,
): Promise<string> {
  const described = itemsOf(await ask(['COMMAND', 'INFO', first, `${first}|${second}`]))
  const [command, subcommand] = described.map(itemsOf)
  if (!command?.length) {
    return `Valkey has no command ${JSON.stringify(first.slice(0, 40))}. Type HELP to see those that work here.`
  }
  const name = subcommand?.length ? `${first} ${second}` : first
  const categories = subcommand?.length
    ? categoriesIn(subcommand)
    : [command, ...itemsOf(command[9]).map(itemsOf)].flatMap(categoriesIn)
  const reason =
    byName[name] ??
    byName[first] ??
    byCategory.find(([category]) => categories.includes(category))?.[1]
  return `${name} does not work here: ${reason ?? notNeeded} In a terminal, npm run valkey-cli has every command.`
}

function itemsOf(reply: RespReply | undefined): RespReply[] {
  return reply?.type === 'array' ? reply.items : []
}

/** The seventh part of what COMMAND INFO says; the tenth are the subcommands, told alike. */
function categoriesIn(parts: readonly RespReply[]): string[] {
  return itemsOf(parts[6]).flatMap((item) => (item.type === 'status' ? [item.text] : []))
}
