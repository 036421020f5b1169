import { type FileSpecification, getFn, startTests, type VitestRunner } from '@vitest/runner'
import type { CheckMessage, ThrownError } from './check-message.ts'
import type { Address } from './check-valkey.ts'
import { duringCheck } from './current-check.ts'
import { createPatience, type Machine } from './patience.ts'
import { provide } from './vitest-here.ts'

/** A lesson's tests say themselves when one needs longer. */
const usualMs = 5000
/** However slow the machine is. */
const testTimeout = 40_000
/** Each has keys of its own, or a Valkey of its own: together they take as long as the slowest. */
const atOnce = 16

/** Runs the tests of a lesson at the same time, and tells how each goes. */
export async function runChecks({
  run,
  lesson,
  lessons,
  valkey,
  machine,
  say,
}: {
  /** The id of the run, which is told. */
  run: string
  lesson: string
  /** The URL of the folder of all lessons. */
  lessons: string
  valkey: Address
  machine: Machine
  say: (message: CheckMessage) => void
}): Promise<void> {
  provide({ valkey })
  tellWhatEscapes(say)
  const patience = createPatience(machine)
  const runner: VitestRunner = {
    config: {
      root: process.cwd(),
      setupFiles: [],
      name: undefined,
      passWithNoTests: false,
      testNamePattern: undefined,
      allowOnly: false,
      sequence: { concurrent: true, seed: 0, hooks: 'stack', setupFiles: 'list' },
      chaiConfig: undefined,
      maxConcurrency: atOnce,
      testTimeout,
      hookTimeout: 15_000,
      retry: 0,
      includeTaskLocation: false,
      tags: [],
      tagsFilter: undefined,
      strictTags: false,
    },
    async importFile(file) {
      await import(file)
    },
    onCollected(files) {
      const names = files.flatMap(({ tasks }) => tasks.map(({ name }) => name))
      say({ is: 'collected', run, lesson, names })
    },
    async runTask(test) {
      const limitMs = test.timeout === testTimeout ? usualMs : test.timeout
      await duringCheck(test.name, () => patience.within(limitMs, getFn(test)))
    },
    onBeforeRunTask: ({ name }) => say({ is: 'begins', name }),
    onAfterRunTask({ name, result }) {
      const passed = result?.state === 'pass'
      say({ is: 'ended', name, passed, errors: (result?.errors ?? []).map(thrown) })
    },
  }
  const specification: FileSpecification = { filepath: `${lessons}${lesson}/lesson.test.ts` }
  for (const { result, tasks } of await startTests([specification], runner)) {
    for (const error of result?.errors ?? []) {
      const during = tasks.length === 0 ? 'import' : 'preparation'
      say({ is: 'failed', during, error: thrown(error) })
    }
  }
}

function tellWhatEscapes(say: (message: CheckMessage) => void): void {
  const escaped = (error: unknown) =>
    say({ is: 'failed', during: 'nobody caught it', error: thrown(error) })
  process.on('uncaughtException', escaped)
  process.on('unhandledRejection', escaped)
  const exit = process.exit
  process.exit = (code) => {
    const { stack = '' } = new Error('process.exit()')
    say({ is: 'exits', code: String(code ?? process.exitCode ?? 0), stack })
    return exit(code)
  }
}

/** Of an error, or of whatever else was thrown, what can be told in JSON. */
function thrown(error: unknown): ThrownError {
  if (typeof error !== 'object' || error === null) {
    return { name: typeof error, message: String(error), stack: '' }
  }
  const read = (name: string) => {
    const value = Reflect.get(error, name)
    return typeof value === 'string' ? value.slice(0, 8000) : undefined
  }
  const fields = { code: read('code'), expected: read('expected'), received: read('actual') }
  const known = Object.entries(fields).filter(([, value]) => value !== undefined)
  return {
    name: read('name') ?? 'Error',
    message: read('message') ?? 'no message',
    stack: read('stack') ?? '',
    ...Object.fromEntries(known),
  }
}
