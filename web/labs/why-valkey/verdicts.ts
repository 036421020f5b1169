// What the figures say about each of the guide's claims. Pure; no verdict before there is a figure.
import type {
  Maker,
  Measured,
  MemoryResult,
  Reading,
  ThreadsRound,
  WhyValkeyEvent,
} from '../../../server/labs/why-valkey/contract.ts'
import { spreadOf } from '../../ui/charts/scale.ts'
import { whyValkeyMessages as texts } from './messages.ts'

export type Verdict = { is: 'holds' | 'open' | 'fails'; sentences: string[] }

type Of<Kind extends WhyValkeyEvent['kind']> = Extract<WhyValkeyEvent, { kind: Kind }>

/** The data of one kind, in the order they came. */
export function dataOf<Kind extends WhyValkeyEvent['kind']>(
  data: WhyValkeyEvent[],
  kind: Kind,
): Of<Kind>[] {
  return data.filter((one): one is Of<Kind> => one.kind === kind)
}

/** Less than this apart are two figures of memory the same. */
const sameShare = 0.03

export function judgeMemory(results: (MemoryResult & Measured)[]): Verdict | null {
  const valkey = results.find(({ maker }) => maker === 'Valkey')
  const redis = results.find(({ maker }) => maker === 'Redis')
  if (!valkey) return null
  const bytes = valkey.bytesPerCounter
  const million = texts.memory.million(bytes)
  if (!redis) return { is: 'open', sentences: [texts.memory.alone(valkey, bytes), million] }
  const share = bytes / redis.bytesPerCounter
  const say = (words: (...args: [Measured, number, Measured, number]) => string) => [
    words(valkey, bytes, redis, redis.bytesPerCounter),
    million,
  ]
  if (share < 1 - sameShare) return { is: 'holds', sentences: say(texts.memory.holds) }
  if (share > 1 + sameShare) return { is: 'fails', sentences: say(texts.memory.fails) }
  return { is: 'open', sentences: say(texts.memory.same) }
}

export function judgeThreads({
  cores,
  rounds,
  waits,
}: {
  cores: Of<'cores'> | undefined
  rounds: ThreadsRound[]
  waits: Of<'one at a time'>[]
}): Verdict | null {
  const many = rounds.find(({ ioThreads }) => ioThreads > 1)?.ioThreads
  const single = speedOf(rounds, 1)
  const several = many === undefined ? null : speedOf(rounds, many)
  if (!cores || many === undefined || !single || !several) return null
  const ratio = several.median / single.median
  const spare = cores.cores - many - cores.generators
  const speed =
    ratio >= 1.1 ? texts.threads.faster : ratio > 0.9 ? texts.threads.same : texts.threads.slower
  const sentences = [
    ...judgeWaits(waits, many),
    speed(ratio, many),
    spare < 0 ? texts.threads.fewCores(cores.cores) : texts.threads.enoughCores(cores.cores),
    ...(cores.loadAverage > 0.5 ? [texts.threads.busy(cores.loadAverage)] : []),
  ]
  if (ratio >= 1.1) return { is: 'holds', sentences }
  return { is: spare < 0 ? 'open' : 'fails', sentences }
}

export function speedOf(rounds: ThreadsRound[], ioThreads: number) {
  return spreadOf(
    rounds.filter((one) => one.ioThreads === ioThreads).map((one) => one.commandsPerSecond),
  )
}

function judgeWaits(waits: Of<'one at a time'>[], ioThreads: number): string[] {
  const tried = waits.find((one) => one.ioThreads === ioThreads)
  const ping = tried && spreadOf(tried.pingMs)
  const script = tried && spreadOf(tried.scriptMs)
  if (!ping || !script) return []
  if (ping.median < script.median / 2) return [texts.threads.unclear]
  return [texts.threads.oneAtATime(ping.median, script.median, ioThreads)]
}

export function judgeCompatibility(data: WhyValkeyEvent[]): Verdict | null {
  const suites = dataOf(data, 'suite')
  const done = dataOf(data, 'operation')
  const of = (maker: Maker) => done.filter((one) => one.maker === maker)
  const unfinished = suites.some(({ maker, operations }) => of(maker).length < operations.length)
  if (suites.length === 0 || unfinished) return null
  const failedOnValkey = of('Valkey').filter(({ passed }) => !passed).length
  const sentences = suites.map((suite) => {
    const failed = of(suite.maker).filter(({ passed }) => !passed).length
    const all = suite.operations.length
    const server = texts.maker(suite)
    return failed === 0
      ? texts.compatibility.holds(all, server)
      : texts.compatibility.fails(failed, all, server)
  })
  const redis = suites.find(({ maker }) => maker === 'Redis')
  const [commands] = dataOf(data, 'commands')
  if (!redis) sentences.push(texts.compatibility.alone)
  if (redis && commands) {
    const { onlyRedis, onlyValkey } = commands
    sentences.push(texts.compatibility.commands(commands.redis, texts.maker(redis), onlyRedis))
    const more = texts.compatibility.onlyValkey(onlyValkey)
    if (more) sentences.push(more)
  }
  return { is: failedOnValkey === 0 ? 'holds' : 'fails', sentences }
}

export function judgeObservability(reading: Reading | undefined): Verdict | null {
  if (!reading) return null
  const { sources } = texts.observability
  const names = ['info', 'commands', 'slow', 'latency'] as const
  const refused = names.filter((name) => reading[name].refused !== undefined)
  const answered = names.filter((name) => reading[name].refused === undefined)
  const inWords = (which: readonly (typeof names)[number][]) => which.map((name) => sources[name])
  const slowest = reading.slow.value?.newest.toSorted((a, b) => b.us - a.us)[0]
  const sentences = [
    refused.length === 0
      ? texts.observability.holds(inWords(answered))
      : texts.observability.partly(inWords(answered), inWords(refused)),
    ...(slowest ? [texts.observability.slowest(slowest.command, slowest.us)] : []),
  ]
  return { is: refused.length === 0 ? 'holds' : 'open', sentences }
}
