// The proof: what the inspector says ran, against what Valkey's own debugger stops at while it runs the same script on
// the same key. Certain lines must be the debugger's; what the reply leaves open must hold the truth.
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AlgorithmName, algorithmNames } from '../limiter/algorithms/algorithms.ts'
import { createSeveralPolicies } from '../limiter/counting/several-policies.ts'
import type { ScriptCall } from '../limiter/script.ts'
import { openOwnValkey } from '../testing/own-valkey.ts'
import { stepScript } from '../testing/step-script.ts'
import type { LineRange, ScriptRun } from './contract.ts'
import { createLinesThatRan, type Traced } from './lines-that-ran.ts'

let own: Awaited<ReturnType<typeof openOwnValkey>>
let valkey: Redis
let key = ''
let keys = 0

beforeAll(async () => {
  own = await openOwnValkey()
  valkey = own.client
})
afterAll(() => own.closeBoth())

const newKey = () => {
  keys += 1
  key = `rate:198.51.100.${keys}`
  return key
}
const linesIn = (file: string) => readFileSync(file, 'utf8').split('\n')

/** Lines that the debugger has stopped at in any of these tests, by file: the others hold no instruction. */
const everStoppedAt = new Map<string, Set<number>>()

function check(run: ScriptRun, debuggerLines: number[]): void {
  const source = linesIn(run.file)
  // A function's value is made where it ends; to a reader it is made where it begins.
  const stops = debuggerLines.filter((line) => !/^\s*end\W*$/.test(source[line - 1] ?? ''))
  const ever = everStoppedAt.get(run.file) ?? new Set()
  everStoppedAt.set(run.file, ever)
  for (const line of stops) ever.add(line)
  const ran = expand(run.ran)
  const perhaps = expand(run.perhaps)
  expect(stops.filter((line) => !ran.includes(line) && !perhaps.includes(line))).toEqual([])
  const unproven = ran.filter((line) => !stops.includes(line))
  const isStatement =
    /^\s*(local (?!function .*\)$)|if|elseif|for|repeat|until|return|redis|error)\b/
  expect(
    unproven.filter((line) => ever.has(line) || isStatement.test(source[line - 1] ?? '')),
  ).toEqual([])
}

const expand = (ranges: LineRange[]) =>
  ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i))

async function step(
  file: string,
  args: (string | number)[],
): Promise<ScriptCall & { lines: number[] }> {
  const lua = readFileSync(file, 'utf8')
  const sentAt = performance.now()
  const { lines, reply } = await stepScript(own.server.address, { lua, keys: [key], args })
  const answeredAt = performance.now()
  const script = file.split('/').at(-1) ?? ''
  return { script, keys: [key], args, reply, sharedBy: 1, sentAt, answeredAt, lines }
}

const policy = (algorithm: AlgorithmName, limit: number, windowSeconds: number) => [
  { name: 'default', algorithm, limit, windowSeconds },
]
const counted = (count: number): Traced['decisions'] => [
  { allowed: true, count, limit: 5, remaining: 0, ttlMs: 0, retryAfterMs: 0 },
]

describe('the fixed window', () => {
  const file = 'server/limiter/algorithms/fixed-window/fixed-window.lua'
  const policies = policy('fixed-window', 5, 60)

  async function hit(linesThatRan: ReturnType<typeof createLinesThatRan>, ownCount: number) {
    const { lines, ...call } = await step(file, [60])
    const [run] = linesThatRan({ policies, call, decisions: counted(ownCount) })
    if (!run) throw new Error('no script ran')
    check(run, lines)
    return run
  }

  test('the first hit sets the expiry, a later one does not', async () => {
    newKey()
    const linesThatRan = createLinesThatRan()
    const first = await hit(linesThatRan, 1)
    expect(first.happened).toBe('first')
    expect(linesIn(file)[(first.ran[2]?.[0] ?? 0) - 1]).toContain("redis.call('EXPIRE'")
    const later = await hit(linesThatRan, 2)
    expect(later).toMatchObject({ happened: 'later', perhaps: [] })
    expect(expand(later.ran).length).toBeLessThan(expand(first.ran).length)
  })

  test('a lost expiry is given back: a repair, known by the reply before', async () => {
    newKey()
    const linesThatRan = createLinesThatRan()
    await hit(linesThatRan, 1)
    await valkey.persist(key)
    await wait(20)
    expect(await hit(linesThatRan, 2)).toMatchObject({ happened: 'repair', perhaps: [] })
  })

  test('whether the whole window is left or was given back, nobody knows who has not seen the key before', async () => {
    newKey()
    await valkey.set(key, 3)
    const run = await hit(createLinesThatRan(), 4)
    expect(run.happened).toBe('laterOrRepair')
    expect(expand(run.perhaps).map((line) => linesIn(file)[line - 1]?.trim())).toEqual([
      "redis.call('EXPIRE', KEYS[1], ARGV[1])",
      'ttlMs = ARGV[1] * 1000',
    ])
  })

  test('a burst within one millisecond is no repair', () => {
    const linesThatRan = createLinesThatRan()
    const at = (count: number) => {
      const call = {
        ...{ script: 'fixed-window.lua', keys: ['rate:burst'], args: [60], sharedBy: 1 },
        ...{ reply: [count, 60_000], sentAt: 100 + count / 10, answeredAt: 100.2 + count / 10 },
      }
      return linesThatRan({ policies, call, decisions: counted(count) })[0]?.happened
    }
    expect([1, 2, 3].map(at)).toEqual(['first', 'later', 'later'])
  })
})

describe('many hits in one call', () => {
  const file = 'server/limiter/algorithms/fixed-window/fixed-window-batch.lua'
  const policies = policy('fixed-window', 5, 60)

  test('the hits of one key share its run: the first of them opened the window', async () => {
    newKey()
    const linesThatRan = createLinesThatRan()
    const { lines, ...call } = await step(file, [60, 3])
    const runs = [1, 2, 3].map(
      (count) => linesThatRan({ policies, call, decisions: counted(count) })[0],
    )
    expect(runs.map((run) => run?.happened)).toEqual(['first', 'later', 'later'])
    for (const run of runs) if (run) check(run, lines)

    await wait(5)
    const next = await step(file, [60, 2])
    const [run] = linesThatRan({ policies, call: next, decisions: counted(4) })
    expect(run?.happened).toBe('later')
    if (run) check(run, next.lines)
  })

  test('a key that holds something else is told as such', async () => {
    await valkey.rpush(newKey(), 'x')
    const { lines, ...call } = await step(file, [60, 1])
    const [run] = createLinesThatRan()({ policies, call })
    expect(run?.happened).toBe('notACounter')
    if (run) check(run, lines)
  })
})

describe.each(algorithmNames.filter((name) => name !== 'fixed-window'))('%s', (algorithm) => {
  const file = `server/limiter/algorithms/${algorithm}/${algorithm}.lua`

  test('bursts, pauses and refusals: every line is the debugger’s', async () => {
    newKey()
    // On a busy machine a step takes so long that four of them never meet in a window of 0.3 s.
    const windowSeconds = Math.max(300, Math.ceil(10 * (await slowestStepMs()))) / 1000
    const linesThatRan = createLinesThatRan()
    const happened = new Set<string>()
    // Pauses from none to more than two windows: the quota runs out, comes back in part, comes back whole.
    for (const pause of [0, 0, 0, 0, 0.35, 0, 0, 0.7, 0, 0, 0, 1.1, 0, 2.3, 0]) {
      await wait(pause * windowSeconds * 1000)
      const { lines, ...call } = await step(file, [3, windowSeconds * 1000])
      const [run] = linesThatRan({ policies: policy(algorithm, 3, windowSeconds), call })
      if (!run) throw new Error('no script ran')
      check(run, lines)
      happened.add(run.happened)
      // GCRA alone cannot tell a refusal in the very millisecond in which the quota was used up.
      if (run.happened === 'refused' && algorithm !== 'gcra') expect(run.perhaps).toEqual([])
    }
    expect([...happened].sort()).toEqual(['refused', 'took'])
  })

  async function slowestStepMs(): Promise<number> {
    const took: number[] = []
    for (let steps = 0; steps < 3; steps += 1) {
      const began = performance.now()
      await step(file, [100, 60_000])
      took.push(performance.now() - began)
    }
    newKey()
    return Math.max(...took)
  }

  test('a limit that was made smaller', async () => {
    newKey()
    for (let hits = 0; hits < 5; hits += 1) await step(file, [5, 60_000])
    const { lines, ...call } = await step(file, [1, 1000])
    const [run] = createLinesThatRan()({ policies: policy(algorithm, 1, 1), call })
    if (run) check(run, lines)
    expect(run).toBeDefined()
  })
})

describe('several policies', () => {
  const policies = [
    { name: 'burst', algorithm: 'gcra', limit: 4, windowSeconds: 1 },
    { name: 'second', algorithm: 'fixed-window', limit: 3, windowSeconds: 1 },
    { name: 'minute', algorithm: 'sliding-window-counter', limit: 6, windowSeconds: 60 },
    { name: 'bucket', algorithm: 'token-bucket', limit: 5, windowSeconds: 2 },
    { name: 'log', algorithm: 'sliding-window-log', limit: 9, windowSeconds: 3 },
  ] satisfies Traced['policies']
  const frameFile = 'server/limiter/counting/several-policies.lua'

  /** The script as it is put together, with its arguments, taken from the call that sends it. */
  async function putTogether(): Promise<{ lua: string; args: number[] }> {
    let sent = { lua: '', args: [] as number[] }
    const listening = Object.create(valkey, {
      evalsha: { value: () => Promise.reject(new Error('NOSCRIPT')) },
      eval: {
        value: (lua: string, count: number, ...rest: (string | number)[]) => {
          sent = { lua, args: rest.slice(count).map(Number) }
          return valkey.eval(lua, count, ...rest)
        },
      },
    })
    const names = policies.map(({ name }) => `rate:{unused}:${name}`)
    await createSeveralPolicies({ valkey: listening, policies })(names)
    return sent
  }

  test('each policy’s own script, looked at and taken from, or only looked at', async () => {
    const { lua, args } = await putTogether()
    const linesThatRan = createLinesThatRan()
    const keysOf = policies.map(({ name }) => `${newKey()}:${name}`)
    const seen = new Set<string>()
    for (const pauseMs of [0, 0, 0, 0, 600, 0, 500, 0, 0, 1100, 0]) {
      await wait(pauseMs)
      const { lines, reply } = await stepScript(own.server.address, { lua, keys: keysOf, args })
      const call = {
        ...{ script: 'several-policies.lua', keys: keysOf, args, reply },
        ...{ sharedBy: 1, sentAt: 0, answeredAt: 1 },
      }
      const [frame, ...runs] = linesThatRan({ policies, call })
      if (!frame) throw new Error('no script ran')
      check(frame, frameLines(lua, lines))
      expect(runs.map((run) => run.policy)).toEqual(policies.map(({ name }) => name))
      for (const run of runs) {
        check(run, linesWithin(lua, readFileSync(run.file, 'utf8'), lines))
        seen.add(run.happened)
      }
    }
    expect([...seen].sort()).toEqual(['looked', 'refused', 'took'])
  })

  function linesWithin(lua: string, part: string, lines: number[]): number[] {
    const before = lua.slice(0, lua.indexOf(part)).split('\n').length - 1
    const length = part.split('\n').length
    return lines.map((line) => line - before).filter((line) => line >= 1 && line <= length)
  }

  /** What was put in stands in place of one comment line. */
  function frameLines(lua: string, lines: number[]): number[] {
    const putInAt = linesIn(frameFile).findIndex((line) => line.includes("Each algorithm's own"))
    const more = lua.split('\n').length - linesIn(frameFile).length
    return lines
      .filter((line) => line <= putInAt || line > putInAt + 1 + more)
      .map((line) => (line <= putInAt ? line : line - more))
  }
})
