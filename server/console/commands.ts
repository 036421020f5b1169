// The commands of the console: what the five algorithms use, and what it takes to look at a counter and to change it.
// None of them blocks, reaches another database, changes the server, or names keys anywhere but where `keys` says.
import type { ConsoleCommand, KeyPlaces } from './contract.ts'

const one: KeyPlaces = { first: 1, last: 1, step: 1 }
const all: KeyPlaces = { first: 1, last: -1, step: 1 }
const pairs: KeyPlaces = { first: 1, last: -1, step: 2 }
const second: KeyPlaces = { first: 2, last: 2, step: 1 }

/** INFO says these without a word on other people's keys or the machine's files. */
export const infoSections = [
  'clients',
  'memory',
  'stats',
  'commandstats',
  'errorstats',
  'latencystats',
  'cpu',
  'keyspace',
]

const list: [syntax: string, keys: KeyPlaces | null, words?: string[]][] = [
  ['GET key', one],
  ['SET key value [NX | XX] [GET] [EX seconds | PX milliseconds | KEEPTTL]', one],
  ['SETEX key seconds value', one],
  ['PSETEX key milliseconds value', one],
  ['SETNX key value', one],
  ['GETDEL key', one],
  ['MGET key [key ...]', all],
  ['MSET key value [key value ...]', pairs],
  ['INCR key', one],
  ['INCRBY key increment', one],
  ['DECR key', one],
  ['DECRBY key decrement', one],
  ['APPEND key value', one],
  ['STRLEN key', one],
  ['DEL key [key ...]', all],
  ['UNLINK key [key ...]', all],
  ['EXISTS key [key ...]', all],
  ['TYPE key', one],
  ['EXPIRE key seconds [NX | XX | GT | LT]', one],
  ['PEXPIRE key milliseconds [NX | XX | GT | LT]', one],
  ['EXPIREAT key unix-time-seconds [NX | XX | GT | LT]', one],
  ['PEXPIREAT key unix-time-milliseconds [NX | XX | GT | LT]', one],
  ['TTL key', one],
  ['PTTL key', one],
  ['EXPIRETIME key', one],
  ['PEXPIRETIME key', one],
  ['PERSIST key', one],
  ['OBJECT ENCODING key', second],
  ['OBJECT IDLETIME key', second],
  ['MEMORY USAGE key', second],
  ['ZADD key [NX | XX | GT | LT] score member [score member ...]', one],
  ['ZCARD key', one],
  ['ZCOUNT key min max', one],
  ['ZRANGE key start stop [BYSCORE | BYLEX] [REV] [LIMIT offset count] [WITHSCORES]', one],
  ['ZRANGEBYSCORE key min max [WITHSCORES] [LIMIT offset count]', one],
  ['ZSCORE key member', one],
  ['ZREM key member [member ...]', one],
  ['ZREMRANGEBYSCORE key min max', one],
  ['HGET key field', one],
  ['HMGET key field [field ...]', one],
  ['HGETALL key', one],
  ['HSET key field value [field value ...]', one],
  ['HINCRBY key field increment', one],
  ['HDEL key field [field ...]', one],
  ['HLEN key', one],
  ['PING [message]', null],
  ['ECHO message', null],
  ['TIME', null],
  [`INFO section [section ...]`, null, infoSections],
  ['COMMAND DOCS command-name [command-name ...]', null],
  ['COMMAND INFO command-name [command-name ...]', null],
]

/** Every command that may be typed, by its name in capitals. */
export const consoleCommands: ReadonlyMap<string, ConsoleCommand> = new Map(
  list.map(([syntax, keys, words]) => {
    const name = /^[A-Z]+( [A-Z]+(?= ))?/.exec(syntax)?.[0] ?? syntax
    return [name, { name, syntax, keys, ...(words && { words }) }]
  }),
)

/** The ACL rules of a user who may run these commands, and no other, on keys that begin with one of `prefixes`. */
export function aclRules(prefixes: readonly string[]): string[] {
  const names = [...consoleCommands.keys()].map((name) => name.toLowerCase().replace(' ', '|'))
  return [
    ...prefixes.map((prefix) => `~${prefix}*`),
    'resetchannels',
    '-@all',
    ...names.map((name) => `+${name}`),
  ]
}
