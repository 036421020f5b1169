import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { startEmbeddedValkey } from '../../server/valkey/embedded.ts'
import { findValkeyServer } from '../../server/valkey/find.ts'
import { goals, type Measured } from './goals.ts'
import { measureKeys } from './keys.ts'
import { describeMachine } from './machine.ts'
import { help, readOptions } from './options.ts'
import { createProgress } from './progress.ts'
import { runScenarios } from './run-scenarios.ts'
import { summarize } from './summary.ts'
import { goalsTable, keysTable, scenarioTable } from './table.ts'

type Given = { root: string; log: (line: string) => void; signal: AbortSignal; args: string[] }

/** Measures what the command line asks for: tables to stdout, every figure to a JSON file in bench-results/. */
export async function bench({ root, log, signal, args }: Given): Promise<void> {
  const options = readOptions(args)
  if (!options) {
    process.stdout.write(help)
    return
  }
  const source = await findValkeyServer({ env: process.env, root, log, signal })
  const valkey = await startEmbeddedValkey(source, { log })
  const progress = createProgress(process.stderr)
  try {
    const machine = describeMachine(root, valkey)
    log(`Node ${machine.node}, Valkey ${machine.valkey.version}, ${machine.cores} cores`)
    if (machine.loadAtStart > 0.5) {
      log(
        `This machine is busy (load ${machine.loadAtStart.toFixed(1)}): take the figures as a rough guide.`,
      )
    }
    const given = { address: valkey.address, signal, progress: progress.show }
    const print = (text: string) => {
      progress.clear()
      process.stdout.write(`${text}\n`)
    }
    const onMeasured = (measured: Measured) => {
      print(scenarioTable(measured.scenario, summarize(measured.rounds)))
      print(goalsTable(goals(measured)))
    }
    const scenarios =
      options.scenarios.length > 0 ? await runScenarios({ ...given, options, onMeasured }) : []
    const existingKeys = options.existingKeys ? await measureKeys({ ...given, ...options }) : []
    if (existingKeys.length > 0) print(keysTable(existingKeys))

    const report = {
      machine,
      options,
      scenarios: scenarios.map((measured) => ({
        ...measured.scenario,
        rows: summarize(measured.rounds),
        goals: goals(measured),
        rounds: measured.rounds.map((turns) => Object.fromEntries(turns)),
      })),
      existingKeys,
    }
    const file = join(root, 'bench-results', `${machine.date.replaceAll(/[:.]/g, '-')}.json`)
    mkdirSync(join(root, 'bench-results'), { recursive: true })
    writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`)
    log(`Every figure is in ${relative(root, file)}`)
  } finally {
    progress.clear()
    await valkey.stop()
  }
}
