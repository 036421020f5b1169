// What a learner waits for: from a saved file to the verdict, from a saved file to "my code live", and from the command to
// the first screen. A workbook of its own with a workspace of its own; files are saved as another editor saves them.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { CheckRun, ExerciseSummary } from '../../server/exercises/contract.ts'
import type { MyLimiter, MyLimiterEvent } from '../../server/my-limiter/contract.ts'
import { eventually } from '../../server/testing/eventually.ts'
import { readEvents } from '../../server/testing/read-events.ts'
import { startWorkbook } from '../../web/e2e/start-workbook.ts'
import { openTerminal } from '../exercise/open-terminal.ts'

type Given = {
  root: string
  log: (line: string) => void
  signal: AbortSignal
  rounds?: number
  /** Numbers of lessons: then only from a save to the verdict, and only of these. */
  only?: number[]
}
type Place = { root: string; workspace: string; url: string; rounds: number; signal: AbortSignal }
type Told = { event: string; data: unknown }

const deadline = { withinMs: 60_000, everyMs: 2 }

/** Prints a line for each exercise: medians with their range, in milliseconds. */
export async function exerciseSpeed({
  root,
  log,
  signal,
  rounds = 7,
  only = [],
}: Given): Promise<void> {
  const workspace = await mkdtemp(join(tmpdir(), 'workbook-speed-'))
  const workbook = await startWorkbook({ WORKSPACE: workspace })
  try {
    const place: Place = { root, workspace, url: workbook.url, rounds, signal }
    const all = (await ask(place, 'GET', '/api/exercises')) as ExerciseSummary[]
    const list = only.length === 0 ? all : all.filter(({ number }) => only.includes(number))
    say(`${rounds} rounds each; load of the machine ${loadavg()[0]?.toFixed(1)}`)
    for (const { lesson } of list) {
      log(`Saving in ${lesson}`)
      say(`save to verdict     ${lesson.padEnd(26)} ${await verdicts(place, lesson)}`)
    }
    const live = (await ask(place, 'GET', '/api/my-limiter')) as MyLimiter
    const lessons = only.length === 0 ? live.lessons : []
    for (const { lesson } of lessons) {
      log(`Live: ${lesson}`)
      say(`save to code live   ${lesson.padEnd(26)} ${await lives(place, lesson)}`)
    }
    await ask(place, 'PUT', '/api/my-limiter', { off: true })
  } finally {
    await workbook.stop()
  }
  if (only.length === 0) {
    say(`command to screen   ${''.padEnd(26)} ${await screens({ workspace, rounds, signal })}`)
  }
  say(`load of the machine ${loadavg()[0]?.toFixed(1)}`)
  await rm(workspace, { recursive: true })
}

/** Every second save is of the solution, every other of the exercise as it is given out: one fails, one passes. */
async function verdicts(place: Place, lesson: string): Promise<string> {
  await ask(place, 'POST', `/api/exercises/${lesson}/start`)
  const stream = await readEvents(`${place.url}/api/exercises/${lesson}/events`)
  const results = () => told(stream.events).filter(({ event }) => event === 'result')
  const result = (count: number) =>
    eventually(() => results()[count - 1]?.data as CheckRun | undefined, deadline)
  await result(1)
  const failed: number[] = []
  const passed: number[] = []
  for (let round = 0; round < place.rounds * 2; round += 1) {
    place.signal.throwIfAborted()
    await wait(400)
    const before = results().length
    const began = performance.now()
    await save(place, lesson, round % 2 === 0 ? 'exercise' : 'solution', round)
    const { state } = await result(before + 1)
    const list = round % 2 === 0 ? failed : passed
    if (state !== (round % 2 === 0 ? 'wrong' : 'passed')) throw new Error(`${lesson}: ${state}`)
    list.push(performance.now() - began)
  }
  stream.close()
  return `not yet ${inWords(failed)}; passed ${inWords(passed)}`
}

/** From the save until the new code answers; and the same for three saves, 150 ms apart, from the last one. */
async function lives(place: Place, lesson: string): Promise<string> {
  await ask(place, 'POST', `/api/exercises/${lesson}/start`)
  await save(place, lesson, 'solution', 0)
  await wait(1000)
  const stream = await readEvents(`${place.url}/api/events`)
  const live = () =>
    told(stream.events).filter(({ event, data }) => {
      const { state } = data as MyLimiterEvent
      return event === 'my-limiter' && state?.is === 'live' && state.lesson === lesson
    })
  await ask(place, 'PUT', '/api/my-limiter', { lesson })
  await eventually(() => live().length > 0, deadline)
  const once: number[] = []
  const quick: number[] = []
  for (let round = 1; round <= place.rounds; round += 1) {
    place.signal.throwIfAborted()
    once.push(await restart(1, round))
    quick.push(await restart(3, round))
  }
  stream.close()
  return `${inWords(once)}; after three quick saves ${inWords(quick)}`

  async function restart(saves: number, round: number): Promise<number> {
    await wait(1000)
    let began = 0
    let before = 0
    for (let nth = 0; nth < saves; nth += 1) {
      if (nth > 0) await wait(150)
      before = live().length
      began = performance.now()
      await save(place, lesson, 'solution', round * 10 + nth)
    }
    await eventually(() => live().length > before, deadline)
    const took = performance.now() - began
    await wait(300)
    return took
  }
}

/** In a pseudo-terminal of 80 by 24. */
async function screens({
  workspace,
  rounds,
  signal,
}: Omit<Place, 'url' | 'root'>): Promise<string> {
  const all: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    signal.throwIfAborted()
    const began = performance.now()
    const terminal = openTerminal('npm run exercise', { env: { WORKSPACE: workspace } })
    await eventually(() => /Exercise \d+ ·/.test(terminal.all()), deadline)
    // The first one is as cold as the machine's files.
    if (round > 0) all.push(performance.now() - began)
    terminal.type('q')
    await terminal.ended
  }
  return inWords(all)
}

/** A comment makes each save another text. */
async function save(
  { root, workspace }: Pick<Place, 'root' | 'workspace'>,
  lesson: string,
  from: 'exercise' | 'solution',
  round: number,
): Promise<void> {
  const folder = join(root, 'lessons', lesson, from)
  const names = await readdir(folder)
  for (const name of names) {
    const comment = name.endsWith('.lua') ? '--' : '//'
    const text = await readFile(join(folder, name), 'utf8')
    await writeFile(join(workspace, lesson, name), `${text}${comment} ${round}\n`)
  }
}

const told = (events: readonly unknown[]) => events as readonly Told[]

async function ask({ url }: { url: string }, method: string, path: string, body?: unknown) {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  if (!response.ok)
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return await response.json()
}

function inWords(times: number[]): string {
  const sorted = times.toSorted((a, b) => a - b).map((ms) => Math.round(ms))
  return `${sorted[Math.floor(sorted.length / 2)]} (${sorted[0]}–${sorted.at(-1)}) ms`
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
