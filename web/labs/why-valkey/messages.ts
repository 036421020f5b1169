// Texts of the lab "Why Valkey", loaded with it.
import type { Measured } from '../../../server/labs/why-valkey/contract.ts'

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const name = ({ maker, version }: Measured) => `${maker} ${version}`
const threads = (count: number) => (count === 1 ? '1 thread' : `${count} threads`)
const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`

export const whyValkeyMessages = {
  lead: 'The guide gives four reasons for Valkey. Here each is a claim that you can measure, on this machine, now. What is measured runs on disposable servers, so that the workbook’s own Valkey is left alone.',
  claimNumber: (number: number) => `Claim ${number}`,
  verdictTitle: {
    holds: 'Holds here',
    open: 'Not settled by this machine',
    fails: 'Does not hold here',
  },
  maker: name,
  noRedis: (sentence: string) =>
    `${sentence} So there is nothing to hold Valkey against; install one (the package redis-server) and start the workbook again to compare.`,
  failed: 'It failed',
  seconds: (value: number) => `${value.toFixed(0)} s`,

  memory: {
    title: 'Memory efficiency: low overhead',
    how: 'The limiter’s own script counts one hit each of so many clients on an empty server. What INFO calls used_memory, before and after, says what a counter takes: key, expiry, number and its share of the tables.',
    counters: 'Counters',
    start: 'Write them',
    again: 'Write them again',
    progress: (written: number, of: number) => `${whole.format(written)} of ${whole.format(of)}`,
    bars: 'Bytes a counter takes',
    server: 'Server',
    bytes: 'Bytes per counter',
    perCounter: (bytes: number) => `${bytes.toFixed(1)} bytes`,
    resident: (bytes: number | null) =>
      bytes === null ? '' : `(${bytes.toFixed(0)} as the system counts the process)`,
    chart: 'Memory used while counters are written',
    x: 'counters written',
    count: (value: number) => whole.format(value),
    megabytes,
    megabytesTick: (bytes: number) => `${whole.format(bytes / 1_000_000)} MB`,
    steps: 'The steps are tables that grow: they double, and the keys move over bit by bit.',
    holds: (valkey: Measured, bytes: number, redis: Measured, redisBytes: number) =>
      `A counter takes ${bytes.toFixed(1)} bytes in ${name(valkey)} and ${redisBytes.toFixed(1)} in ${name(redis)}: ${whole.format((1 - bytes / redisBytes) * 100)} % less.`,
    same: (valkey: Measured, bytes: number, redis: Measured, redisBytes: number) =>
      `A counter takes ${bytes.toFixed(1)} bytes in ${name(valkey)} and ${redisBytes.toFixed(1)} in ${name(redis)}: no difference to speak of.`,
    fails: (valkey: Measured, bytes: number, redis: Measured, redisBytes: number) =>
      `A counter takes ${bytes.toFixed(1)} bytes in ${name(valkey)} and ${redisBytes.toFixed(1)} in ${name(redis)}: more, not less.`,
    alone: (valkey: Measured, bytes: number) =>
      `A counter takes ${bytes.toFixed(1)} bytes in ${name(valkey)}. That is little, but there is no Redis on this machine to hold it against.`,
    million: (bytes: number) => `A million clients would need about ${whole.format(bytes)} MB.`,
  },

  threads: {
    title: 'Multi-threading: scales better under load',
    how: 'Two Valkeys, one with a single thread and one with I/O threads, take turns of a second under the same load of limiter calls. Then a script of about 30 ms runs on one connection, and another connection asks for a PING right behind it.',
    ioThreads: 'I/O threads of the second one',
    connections: 'Connections',
    rounds: 'Rounds',
    start: 'Measure threads',
    again: 'Measure again',
    progress: (round: number, of: number) => `turn ${round} of ${of}`,
    starting: 'Starting the servers …',
    bars: 'Limiter calls per second, middle of the rounds',
    waits: 'A PING behind a script: how long it waited',
    setting: 'Setting',
    perSecond: 'Calls per second',
    wait: 'Time',
    threads,
    calls: (value: number) => `${whole.format(value)} calls/s`,
    range: (min: number, max: number) => `(${whole.format(min)} to ${whole.format(max)})`,
    cpu: (share: number) => `${(share * 100).toFixed(0)} % of a core`,
    ms: (value: number) => `${value.toFixed(1)} ms`,
    behind: (script: number) => `(the script took ${script.toFixed(1)} ms)`,
    table: 'Every round',
    round: 'Round',
    valkeyCpu: 'Valkey, of a core',
    generatorCpu: 'Load, of a core',
    readByThreads: 'Read by I/O threads',
    percent: (share: number | null) => (share === null ? '–' : `${(share * 100).toFixed(0)} %`),
    oneAtATime: (ping: number, script: number, ioThreads: number) =>
      `Commands run one at a time: with ${threads(ioThreads)} a PING still waited ${ping.toFixed(0)} ms behind a script of ${script.toFixed(0)} ms. That is what makes a counter exact without locks.`,
    unclear: 'The PINGs waited too unevenly to say whether commands run one at a time.',
    faster: (ratio: number, ioThreads: number) =>
      `With ${threads(ioThreads)} Valkey answered ${ratio.toFixed(1)} times as many calls: they read and write for the one thread that runs commands.`,
    same: (ratio: number, ioThreads: number) =>
      `With ${threads(ioThreads)} Valkey answered about as many calls (× ${ratio.toFixed(2)}).`,
    slower: (ratio: number, ioThreads: number) =>
      `With ${threads(ioThreads)} Valkey answered fewer calls (× ${ratio.toFixed(2)}).`,
    fewCores: (cores: number) =>
      `This machine has ${cores === 1 ? 'one core' : `${cores} cores`}, which the threads share with the load and everything else, so it cannot show what I/O threads are for: many connections, and cores to spare.`,
    enoughCores: (cores: number) =>
      `This machine has ${cores} cores. I/O threads pay when reading and writing for many connections is what takes the time.`,
    busy: (load: number) =>
      `It was busy before it began (load average ${load.toFixed(1)}), so expect noise.`,
  },

  compatibility: {
    title: 'Compatibility: seamless with Redis libraries',
    how: 'Everything the workbook’s limiter does with its store, one operation after the other, through ioredis: a library written for Redis. Each begins on an empty server and has to give exactly what is expected.',
    start: 'Run the suite',
    again: 'Run it again',
    progress: (done: number, of: number) => `${done} of ${of}`,
    operation: 'Operation',
    got: 'What came back',
    passed: 'passed',
    failed: 'failed',
    ms: (value: number) => `${value.toFixed(1)} ms`,
    holds: (passed: number, server: string) =>
      `All ${passed} operations passed on ${server}, through a client library that was written for Redis.`,
    fails: (failed: number, all: number, server: string) =>
      `${failed} of ${all} operations failed on ${server}.`,
    alone: 'Whether a Redis gives the same was not tried: there is none on this machine.',
    commands: (redis: number, server: string, missing: string[]) =>
      missing.length === 0
        ? `Every one of the ${redis} commands of ${server} exists in this Valkey too.`
        : `Of the ${redis} commands of ${server}, this Valkey lacks ${missing.length}: ${missing.slice(0, 8).join(', ')}${missing.length > 8 ? ', …' : ''}.`,
    onlyValkey: (only: string[]) =>
      only.length === 0
        ? ''
        : `The other way round, ${only.length} exist only in this Valkey, such as ${only.slice(0, 3).join(', ')}: code that uses those does not go back.`,
  },

  observability: {
    title: 'Observability: counter and delay tracking',
    how: 'What the server tells about itself, read once a second: INFO with its command and latency statistics, the slow log and the latency monitor.',
    watch: 'Which Valkey',
    watched: {
      workbook: 'the workbook’s (only read; send some requests meanwhile)',
      own: 'one of its own, which you may make slow',
    },
    length: 'For how many seconds',
    start: 'Watch',
    again: 'Watch again',
    progress: (at: number, of: number) => `${at.toFixed(0)} of ${of} s`,
    hits: 'Send 500 hits',
    slow: 'Run a slow script',
    actionFailed: (reason: string) => `That did not work: ${reason}`,
    now: 'INFO, now',
    infoTable: 'INFO, every second',
    second: 'second',
    metrics: {
      commands: 'Commands per second',
      cpu: 'Processor',
      memory: 'Memory',
      clients: 'Connections',
      keys: 'Keys',
      hits: 'Key lookups that hit',
    },
    rate: (value: number | null) => (value === null ? '…' : whole.format(value)),
    cpu: (share: number | null) => (share === null ? '…' : `${(share * 100).toFixed(1)} %`),
    megabytes,
    count: (value: number) => whole.format(value),
    hitShare: (hits: number, misses: number) =>
      hits + misses === 0 ? 'none yet' : `${((100 * hits) / (hits + misses)).toFixed(0)} %`,
    commandsTitle: 'Commands that took most time since the server started',
    command: 'Command',
    calls: 'Calls',
    callsPerSecond: 'a second, now',
    usPerCall: 'on average',
    p50: 'p50',
    p99: 'p99',
    us: (value: number | null) =>
      value === null ? '–' : value < 100 ? `${value.toFixed(1)} µs` : `${whole.format(value)} µs`,
    slowTitle: (length: number) =>
      `Slow log: ${whole.format(length)} ${length === 1 ? 'entry' : 'entries'}`,
    threshold: (us: number | null) =>
      us === null
        ? 'From how long on a command is kept, this server does not say.'
        : us < 0
          ? 'The slow log is off on this server.'
          : `Kept: commands that took ${(us / 1000).toFixed(0)} ms or more.`,
    noneSlow: 'None yet.',
    ms: (us: number) => `${(us / 1000).toFixed(1)} ms`,
    at: 'At',
    took: 'Took',
    clock: (seconds: number) =>
      new Date(seconds * 1000).toLocaleTimeString('en', { hour12: false }),
    latencyTitle: 'Latency monitor',
    latencyOff:
      'Off on this server, as it is by default: CONFIG SET latency-monitor-threshold 5 keeps what takes 5 ms or more. The workbook changes no setting of a server it only reads.',
    latencyUnknown: 'From how long on an event is kept, this server does not say.',
    latencyOn: (ms: number) => `Kept: events of ${ms} ms or more.`,
    event: 'Event',
    latest: 'Newest',
    longest: 'Longest',
    noEvents: 'None yet.',
    refused: (error: string) => `This server refuses it, as managed services may: ${error}`,
    holds: (what: string[]) => `${what.join(', ')}: all answered, without a module or an agent.`,
    partly: (answered: string[], refused: string[]) =>
      `${answered.length > 0 ? `${answered.join(', ')} answered. ` : ''}This server refuses ${refused.join(' and ')}.`,
    slowest: (command: string, us: number) =>
      `The slowest command it remembers is ${command}, ${(us / 1000).toFixed(1)} ms.`,
    sources: {
      info: 'INFO',
      commands: 'command statistics',
      slow: 'the slow log',
      latency: 'the latency monitor',
    },
  },
}
