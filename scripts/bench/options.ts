import { parseArgs } from 'node:util'
import { targets } from './targets.ts'

export type BenchOptions = {
  /** Names of the servers to measure; bare Express is always among them. */
  only: string[]
  scenarios: Scenario[]
  rounds: number
  /** How long one server is measured in one round. */
  seconds: number
  /** Whether to measure the cost per decision over the number of existing keys too. */
  existingKeys: boolean
}

export type Scenario = { connections: number; keys: number; outcome: 'pass' | 'blocked' }

export const help = `npm run bench [-- <option>…]      about 20 minutes: every server, every load
npm run bench:quick               under a minute: three loads
npm run bench -- keys             only the cost per decision with 10^3 to 10^6 existing keys

  --rounds <n>        how often each server has its turn in each load (31; quick: 9)
  --seconds <n>       how long a turn is (0.3; quick: 0.1)
  --only <names>      these servers and bare Express, for example --only ours,evalsha
  --connections <n>   only these numbers of connections, for example --connections 1,100
  --keys <n>          only these numbers of keys: 1, 10000 or both
  --outcome <word>    only pass, or only blocked
  --help              this text

Each server is a process of its own; all use the same private Valkey, and in each round each has its turn, so that a
machine that gets slower gets slower for all. Many short turns and their median: what disturbs one turn is in no figure.
The steadiest figure is processor time per request; requests per second depend on all that runs beside. The table goes to stdout, the figures to bench-results/ as JSON.
Figures mean something only on a machine that does nothing else.

Servers
${targets.map(({ name, title }) => `  ${name.padEnd(20)}${title}`).join('\n')}
`

/**
 * Reads the command line. Gives undefined when it asks for help.
 * Throws an error that is to be shown without its stack (`expected`) when it cannot be understood.
 */
export function readOptions(args: string[]): BenchOptions | undefined {
  const { values, positionals } = parse(args)
  if (values.help) return undefined
  const [command] = positionals
  if (command !== undefined && (command !== 'keys' || positionals.length > 1)) {
    throw expected(`bench knows the word "keys", got "${positionals.join(' ')}"`)
  }
  const quick = values.quick ?? false
  const seconds = number('--seconds', values.seconds ?? (quick ? '0.1' : '0.3'), 0.1, 60)
  const rounds = number('--rounds', values.rounds ?? (quick ? '9' : '31'), 1, 100, true)
  return {
    only: readOnly(values.only),
    scenarios: command === 'keys' ? [] : readScenarios(values, quick),
    rounds,
    seconds,
    existingKeys: command === 'keys' || (!quick && Object.keys(values).length === 0),
  }
}

function parse(args: string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  const options = {
    ...{ rounds: text, seconds: text, only: text, connections: text, keys: text, outcome: text },
    ...{ quick: flag, help: { ...flag, short: 'h' } as const },
  }
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw expected((error as Error).message)
  }
}

function readScenarios(
  { connections, keys, outcome }: { connections?: string; keys?: string; outcome?: string },
  quick: boolean,
): Scenario[] {
  if (quick && !connections && !keys && !outcome) {
    return [
      { connections: 100, keys: 1, outcome: 'pass' },
      { connections: 1, keys: 1, outcome: 'pass' },
      { connections: 100, keys: 1, outcome: 'blocked' },
    ]
  }
  if (outcome !== undefined && outcome !== 'pass' && outcome !== 'blocked') {
    throw expected(`--outcome must be pass or blocked, got "${outcome}"`)
  }
  const outcomes: Scenario['outcome'][] = outcome ? [outcome] : ['pass', 'blocked']
  const each = (option: string, text: string, max: number) =>
    text.split(',').map((one) => number(option, one, 1, max, true))
  return outcomes.flatMap((how) =>
    each('--connections', connections ?? '100,10,1', 1000).flatMap((many) =>
      each('--keys', keys ?? '1,10000', 10_000).map((count) => {
        return { connections: many, keys: count, outcome: how }
      }),
    ),
  )
}

function readOnly(text: string | undefined): string[] {
  if (text === undefined) return targets.filter(({ extra }) => !extra).map(({ name }) => name)
  const names = text.split(',').filter(Boolean)
  for (const name of names) {
    if (targets.some((target) => target.name === name)) continue
    throw expected(`--only knows ${targets.map((target) => target.name).join(', ')}; got "${name}"`)
  }
  return ['bare', ...names.filter((name) => name !== 'bare')]
}

function number(option: string, text: string, min: number, max: number, whole = false): number {
  const value = Number(text)
  if (value >= min && value <= max && (!whole || Number.isInteger(value))) return value
  const kind = whole ? 'a whole number' : 'a number'
  throw expected(`${option} must be ${kind} from ${min} to ${max}, got "${text}"`)
}

function expected(message: string): Error {
  return Object.assign(new Error(message), { expected: true })
}
