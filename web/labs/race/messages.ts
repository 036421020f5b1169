// Texts of the race lab, loaded with it.
import type { RaceFinish, RaceResult } from '../../../server/labs/race/contract.ts'

const clientCount = (count: number) => (count === 1 ? '1 client' : `${count} clients`)
const commandCount = (count: number) => (count === 1 ? '1 command' : `${count} commands`)

export const raceMessages = {
  lead: 'Each client has a connection of its own and counts one request on the same key. Whoever is told a number within the limit is admitted. All three ways to count race one after the other, each on a fresh key.',
  fields: {
    clients: 'Clients',
    limit: 'Limit',
    withinMs: 'They start within',
    withinHint: '0: all at once',
    windowSeconds: 'Window',
    crash: 'The first client crashes',
    crashHint: 'its connection is cut as soon as its first command is answered',
  },
  milliseconds: 'ms',
  seconds: 's',
  start: 'Race',
  again: 'Race again',
  progress: {
    connecting: (version: string, connected: number, clients: number) =>
      `${version}: ${connected} of ${clients} connected`,
    racing: (version: string) => `${version}: racing`,
    starting: 'Starting a Valkey for this race',
  },
  unwatched: (missing: string) =>
    `${missing} The race runs all the same, on the lab’s own keys of the workbook’s Valkey: the numbers are as real. What is missing is the order of the commands, which takes a Valkey that nobody else uses.`,
  place: (version: string) =>
    `Ran on a Valkey ${version} of its own, which is gone again. MONITOR told who came when.`,
  versions: {
    'get-then-set': 'GET, then SET',
    'incr-then-expire': 'INCR, then EXPIRE',
    script: 'The script',
  },
  kinds: { 'get-then-set': 'naive', 'incr-then-expire': 'naive', script: 'this workbook’s' },
  versionsLegend: 'Three ways to count',
  notYet: 'not raced yet',
  stale: 'from the race before',
  /** After the number itself, which stands large. */
  admitted: (clients: number) => `of ${clients} admitted`,
  ofLimit: (limit: number) => `limit ${limit}`,
  verdict: {
    'too-many': ({ admitted, limit }: RaceResult) => `${admitted - limit} more than the limit`,
    stuck: () => 'no expiry: blocked for ever',
    'as-limited': () => 'exactly the limit',
    'all-fit': () => 'fewer clients than the limit',
    crashed: () => 'one number went with the crash',
    failed: () => 'some clients got no answer',
  },
  explain: {
    'too-many': (result: RaceResult, shared: number, between: number | null) =>
      `${clientCount(shared)} of ${result.clients} were told a number that somebody else was told too.${
        between === null
          ? ''
          : ` At the busiest moment ${between} clients stood between their GET and their SET: what they had read was old by the time they wrote.`
      } The key ends at ${result.stored ?? 'nothing'}, after ${result.clients} requests.`,
    stuck: (result: RaceResult) =>
      `The client that was told 1 died before its EXPIRE, and no other one sends it, because their count is not 1. The key stands at ${result.stored ?? 'nothing'} with PTTL ${result.ttlMs}: it counts up and never ends. From number ${result.limit + 1} on, whoever counts on this key is refused for ever.`,
    'as-limited': (_: RaceResult, __: number, between: number | null) =>
      `Every client was told a number of its own.${
        between === null || between > 1
          ? ''
          : ' Nobody came between another client’s commands: each one was a single step.'
      }`,
    expireBehind:
      'Yet only the first client’s EXPIRE stands between this key and no end at all. Let that client crash, and see.',
    'all-fit': () =>
      'All of them fit, so there is nothing to see: take more clients than the limit.',
    crashed: (result: RaceResult) =>
      `The number of the client that crashed is used up, so one request less got through. Nothing else is lost: the key has its expiry (PTTL ${result.ttlMs} ms).`,
    failed: (finish: RaceFinish) =>
      'reason' in finish ? `Client ${finish.client} got no answer: ${finish.reason}` : '',
  },
  code: 'What each client runs',
  order: 'What Valkey was told, in its order',
  orderNone: 'Race first: then every command stands here, in the order in which Valkey ran it.',
  orderUnwatched:
    'Nobody could watch this race, so the order of the commands is not known. Only the numbers are.',
  whoCame: (first: number, clients: number) =>
    `The ${first} clients that came first, of ${clients}. Commands of the others are folded.`,
  laneOf: (client: number) => `client ${client}`,
  inScript: 'in the script',
  others: (count: number) => `${commandCount(count)} of other clients`,
  at: (microseconds: number) => `${(microseconds / 1000).toFixed(2)} ms`,
  key: (key: string) => `key is ${key}`,
  map: {
    title: (clients: number) => `All ${clients} clients`,
    label: (clients: number, commands: number, between: number) =>
      `${clientCount(clients)} in the order they came, each as a bar from its first to its last command, over ${commandCount(commands)}. At the busiest moment ${between} were between the two.`,
    hint: 'A row for each client, from its first to its last command. Where bars stand above each other, clients came between each other’s commands.',
    first: 'first command',
    last: (commands: number, microseconds: number) =>
      `${commandCount(commands)}, ${(microseconds / 1000).toFixed(1)} ms`,
    admitted: 'admitted',
    rejected: 'rejected',
    crashed: 'crashed or unanswered',
  },
  table: {
    title: (commands: number) => `All ${commandCount(commands)} as a table`,
    place: '#',
    time: 'Time',
    client: 'Client',
    command: 'Command',
    reply: 'Reply',
  },
  finishes: (admitted: number, rejected: number, crashed: number, failed: number) =>
    [
      `${admitted} admitted`,
      `${rejected} rejected`,
      crashed > 0 && `${crashed} crashed`,
      failed > 0 && `${failed} without an answer`,
    ]
      .filter(Boolean)
      .join(', '),
  summary: (name: string, { admitted, clients, limit }: RaceResult) =>
    `${name}: ${admitted} of ${clientCount(clients)} admitted, limit ${limit}.`,
}
