// The Next.js app that a lesson brings, run for the learner: installed on first use, built when it is stale, stopped with
// the workbook.
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildInputs, buildIsFresh, stampBuild } from './build-inputs.ts'
import type { NextjsState } from './contract.ts'
import { installCommand, packagesAreInstalled, packagesSoFar } from './packages.ts'
import { runTied, type TiedRun } from './run-tied.ts'

export type Nextjs = {
  state(): NextjsState
  /** Told every new state; returns its unsubscribe. */
  onChange(listener: (state: NextjsState) => void): () => void
  /** Installs, builds and starts what is needed, and nothing when it runs or is about to. */
  start(): void
  /** Resolves when nothing of it runs any more. */
  stop(): Promise<void>
  /** As stop; a later start does nothing. */
  close(): Promise<void>
  /** Tells where the API is, on 127.0.0.1: known only once the workbook listens. */
  apiIsAt(port: number): void
}

const progressEveryMs = 500
const quietNext = { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' }

/** The folder `nextjs` of the lesson in `lessons` that has one. `lessons` may be missing. */
export function findNextjs(lessons: string): string {
  const names = existsSync(lessons) ? readdirSync(lessons) : []
  const lesson = names.find((name) => existsSync(join(lessons, name, 'nextjs')))
  return join(lessons, lesson ?? '', 'nextjs')
}

/** `folder` is the app's, with package.json and server.mjs. */
export function createNextjs({
  folder,
  env,
  log,
}: {
  folder: string
  env: NodeJS.ProcessEnv
  log: (line: string) => void
}): Nextjs {
  const listeners = new Set<(state: NextjsState) => void>()
  let state: NextjsState | undefined
  let apiPort = 0
  let halt = new AbortController()
  let working: Promise<void> | undefined
  let closed = false

  const now = (): NextjsState => state ?? { is: 'off', installed: packagesAreInstalled(folder) }
  function enter(next: NextjsState | undefined): void {
    state = next
    for (const listener of listeners) listener(now())
  }

  /** One program to its end. Throws when it fails, and when a stop came. */
  async function run(what: string, options: Omit<Parameters<typeof runTied>[0], 'cwd'>) {
    halt.signal.throwIfAborted()
    const tied = runTied({ cwd: folder, ...options })
    const { code, lastLines } = await endingOnHalt(tied)
    halt.signal.throwIfAborted()
    if (code !== 0) throw new StepFailure(`${what} (code ${code}).`, lastLines)
  }

  async function endingOnHalt(tied: TiedRun) {
    const end = () => void tied.end()
    halt.signal.addEventListener('abort', end)
    try {
      return await tied.exited
    } finally {
      halt.signal.removeEventListener('abort', end)
    }
  }

  async function install(): Promise<void> {
    if (packagesAreInstalled(folder)) return
    const tell = () => enter({ is: 'installing', ...packagesSoFar(folder) })
    tell()
    const timer = setInterval(tell, progressEveryMs)
    try {
      const failure = 'npm ci could not install Next.js. It needs the network, once, and 380 MB'
      await run(failure, installCommand(env))
    } finally {
      clearInterval(timer)
    }
  }

  async function build(api: string): Promise<void> {
    if (buildIsFresh({ folder, api })) return
    enter({ is: 'building' })
    const inputs = buildInputs({ folder, api })
    // A half of an old build must not pass for one.
    rmSync(join(folder, '.next'), { recursive: true, force: true })
    await run('next build failed', {
      command: process.execPath,
      args: [join(folder, 'node_modules/next/dist/bin/next'), 'build'],
      env: { ...quietNext, API_URL: api },
    })
    stampBuild(folder, inputs)
  }

  async function serve(api: string): Promise<void> {
    enter({ is: 'starting' })
    await run('The server of Next.js ended by itself', {
      command: process.execPath,
      args: [join(folder, 'server.mjs')],
      env: { ...quietNext, API_URL: api, PORT: String(apiPort < 65_535 ? apiPort + 1 : 0) },
      onLine(line) {
        const url = /^Next\.js ready: (\S+)$/.exec(line)?.[1]
        if (url && !halt.signal.aborted) enter({ is: 'running', url })
        // What went well it marks with a tick, and that is its own business.
        else if (!url && !line.startsWith('✓') && !halt.signal.aborted) log(`Next.js: ${line}`)
      },
    })
    throw new StepFailure('The server of Next.js ended by itself.', [])
  }

  async function work(): Promise<void> {
    try {
      if (!existsSync(join(folder, 'server.mjs'))) {
        throw new StepFailure(`The Next.js app is not in ${folder}. Restore it with git.`, [])
      }
      const api = `http://127.0.0.1:${apiPort}`
      await install()
      await build(api)
      await serve(api)
    } catch (error) {
      if (halt.signal.aborted) return enter(undefined)
      const lastLines = error instanceof StepFailure ? error.lastLines : []
      const why = error instanceof Error ? error.message : String(error)
      enter({ is: 'failed', why, lastLines })
    }
  }

  async function stop(): Promise<void> {
    if (!working) return
    if (!halt.signal.aborted) enter({ is: 'stopping' })
    halt.abort()
    await working
  }

  return {
    state: now,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start() {
      if (working || closed) return
      halt = new AbortController()
      working = work().finally(() => {
        working = undefined
      })
    },
    stop,
    close() {
      closed = true
      return stop()
    },
    apiIsAt(port) {
      apiPort = port
    },
  }
}

class StepFailure extends Error {
  lastLines: string[]
  constructor(why: string, lastLines: string[]) {
    super(why)
    this.lastLines = lastLines
  }
}
