import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { startEmbeddedValkey } from '../../server/valkey/embedded.ts'
import { findValkeyServer } from '../../server/valkey/find.ts'
import { describeMachine } from './machine.ts'
import { createProgress } from './progress.ts'
import { type FaultFigures, measureFaults } from './room/measure-faults.ts'
import { measureRoom, type RoomFigures } from './room/measure-room.ts'
import { faultsTable, roomTable } from './room/tables.ts'

const help = `npm run bench:workshop [-- <option>…]      about six minutes

A room of simulated learners, each with a lab, an event stream and real HTTP requests from another process: how fast it
answers, how soon a click and the board show, what an idle learner costs; then the same room on a cluster, behind HAProxy,
while a server process and a master are killed.

  --learners <n,…>    rooms of these sizes (100,300,1000,3000)
  --per-second <n>    requests a second of each learner (2)
  --seconds <n>       how long a room is measured (15)
  --exact <n>         learners who send fifty requests at once, in the first room (200)
  --faults <n>        learners while something is killed; 0 leaves it out (60)
  --help              this text

Tables go to stdout, the figures to bench-results/ as JSON. They mean something only on a machine that does nothing else.
`

type Given = { root: string; log: (line: string) => void; signal: AbortSignal; args: string[] }

/** Measures a room as the command line asks. Throws an error with `expected` for one that cannot be understood. */
export async function benchWorkshop({ root, log, signal, args }: Given): Promise<void> {
  const options = readOptions(args)
  if (!options) {
    process.stdout.write(help)
    return
  }
  const source = await findValkeyServer({ env: process.env, root, log, signal })
  const progress = createProgress(process.stderr)
  const rooms: RoomFigures[] = []
  let faults: FaultFigures[] | undefined
  let machine: ReturnType<typeof describeMachine> | undefined
  try {
    for (const [at, learners] of options.learners.entries()) {
      signal.throwIfAborted()
      // A Valkey of its own for each room, or the one before would be in its memory.
      const valkey = await startEmbeddedValkey(source, { log })
      machine ??= describeMachine(root, valkey)
      try {
        const room = await measureRoom({
          ...{ root, learners, signal },
          valkey: valkey.address,
          perSecond: options.perSecond,
          seconds: options.seconds,
          exactLearners: at === 0 ? options.exact : 0,
          say: (what) => progress.show(`${learners} learners: ${what}`),
        })
        rooms.push(room)
      } finally {
        await valkey.stop()
      }
    }
    progress.clear()
    process.stdout.write(`${roomTable(rooms)}\n`)
    if (options.faults > 0) {
      faults = await measureFaults({ root, learners: options.faults, signal, say: progress.show })
      progress.clear()
      process.stdout.write(
        faults ? `${faultsTable(faults)}\n` : 'No cluster: only Docker has a Valkey here.\n',
      )
    }
  } finally {
    progress.clear()
    if (machine) {
      const file = join(
        root,
        'bench-results',
        `workshop-${machine.date.replaceAll(/[:.]/g, '-')}.json`,
      )
      mkdirSync(join(root, 'bench-results'), { recursive: true })
      writeFileSync(file, `${JSON.stringify({ machine, options, rooms, faults }, null, 2)}\n`)
      log(`Every figure is in ${relative(root, file)}`)
    }
  }
}

function readOptions(args: string[]) {
  const text = { type: 'string' } as const
  const options = {
    ...{ learners: text, 'per-second': text, seconds: text, exact: text, faults: text },
    help: { type: 'boolean', short: 'h' } as const,
  }
  const { values } = parse()
  if (values.help) return undefined
  const number = (name: keyof typeof values, fallback: string, min: number, max: number) =>
    whole(`--${name}`, `${values[name] ?? fallback}`, min, max)
  return {
    learners: (values.learners ?? '100,300,1000,3000')
      .split(',')
      .map((one) => whole('--learners', one, 2, 5000)),
    perSecond: number('per-second', '2', 1, 50),
    seconds: number('seconds', '15', 1, 600),
    exact: number('exact', '200', 0, 1000),
    faults: number('faults', '60', 0, 1000),
  }

  function parse() {
    try {
      return parseArgs({ args, options })
    } catch (error) {
      throw expected((error as Error).message)
    }
  }
}

function whole(option: string, text: string, min: number, max: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (value >= min && value <= max) return value
  throw expected(`${option} must be a whole number from ${min} to ${max}, got "${text}".`)
}

function expected(message: string): Error {
  return Object.assign(new Error(message), { expected: true })
}
