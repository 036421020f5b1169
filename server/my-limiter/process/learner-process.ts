// One process of the learner's: started ahead, loaded once, watched until it ends.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type EndReport, endReportFd, type FromLearner, type Load } from '../learner/messages.ts'
import type { Ended } from './explain-crash.ts'
import { watchPulse } from './watch-pulse.ts'

export type LearnerProcess = {
  /** Runs the learner's file and gives the port it listens on; null when the process ended instead. */
  load(load: Load): Promise<number | null>
  /** Whether it has begun to load the learner's file: what is saved before that needs no new process. */
  hasBegun(): boolean
  /** Resolves when the process is gone, with why; with null when `stop` ended it. */
  ended: Promise<Ended | null>
  /** Ends the process at once. */
  stop(): Promise<void>
}

/** Of the JavaScript heap; of everything the process asks the system for; of what is in memory. */
export const bounds = { heapMb: 128, dataMb: 768, residentMb: 512, stuckMs: 2500 }

/** Node 20 cannot run TypeScript by itself. Found from here, whatever folder the workbook was started in. */
const typescriptLoader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
/** For a workspace that is not in the checkout. */
const packages = dirname(dirname(createRequire(import.meta.url).resolve('express/package.json')))
const learnerHost = fileURLToPath(new URL('../learner-host.ts', import.meta.url))
const longestLine = 2000
const stackWithinMs = 1000
const closeWithinMs = 300
const bootWithinMs = 20_000

/** Starts a process that loads everything but the learner's file. `onLine` receives each line that it writes. */
export function startLearnerProcess({
  onLine,
}: {
  onLine: (from: 'out' | 'error', text: string) => void
}): LearnerProcess {
  const node = [`--max-old-space-size=${bounds.heapMb}`, '--import', typescriptLoader, learnerHost]
  const [command = '', ...args] = [...withLimits(), process.execPath, ...node]
  const child = spawn(command, args, {
    // No secret of the workbook's reaches a learner's code this way.
    env: { PATH: process.env.PATH, NODE_ENV: 'production', NODE_PATH: packages },
    // 0 is the lifeline: it closes when this process ends, whatever way. 4 is for its end report.
    stdio: ['pipe', 'pipe', 'pipe', 'ipc', 'pipe'],
  })
  const lifeline = child.stdin as Writable
  const output = { out: child.stdout as Readable, error: child.stderr as Readable }
  let stopped = false
  let why: Ended | undefined
  let stderr = ''
  let quiet = false
  let begun = false
  let answer: (message: FromLearner) => void = () => {}

  for (const [from, stream] of Object.entries(output) as ['out' | 'error', Readable][]) {
    createInterface({ input: stream }).on('line', (line) => {
      if (from === 'error') stderr = `${stderr}${line}\n`.slice(-4000)
      // From here on it is V8's own report of an end for want of memory, which is explained in other words.
      quiet ||= line.startsWith('<--- Last few GCs')
      if (!quiet) onLine(from, line.slice(0, longestLine))
    })
  }
  createInterface({ input: child.stdio[endReportFd] as Readable }).on('line', (line) => {
    why ??= readEndReport(line)
  })
  lifeline.on('error', () => {})

  const pulse = watchPulse({
    stuckMs: bounds.stuckMs,
    residentMb: bounds.residentMb,
    ping: (beat) => child.connected && child.send({ is: 'ping', beat }, () => {}),
    async onStuck() {
      // Its other thread says where it is.
      lifeline.write('where\n')
      for (let waited = 0; !why && waited < stackWithinMs; waited += 20) await wait(20)
      why ??= { is: 'stuck', stack: '' }
      child.kill('SIGKILL')
    },
    onTooLarge(mb) {
      why ??= { is: 'memory', mb }
      child.kill('SIGKILL')
    },
  })
  // Starting takes as long as it takes; from then on it has to answer.
  const tooLate = setTimeout(() => {
    why ??= { is: 'not started', why: `Your process was not ready after ${bootWithinMs / 1000} s.` }
    child.kill('SIGKILL')
  }, bootWithinMs)
  child.on('message', (message: FromLearner) => {
    if (message.is === 'pong') pulse.answered(message)
    else if (message.is === 'warm') warm()
    else answer(message)
  })
  const warm = () => {
    begun = true
    clearTimeout(tooLate)
    pulse.start()
  }

  const ended = new Promise<Ended | null>((resolve) => {
    child.on('error', (error) => {
      pulse.stop()
      resolve({ is: 'not started', why: `Your process could not be started: ${error.message}` })
    })
    child.on('exit', async (code, signal) => {
      pulse.stop()
      clearTimeout(tooLate)
      // What it wrote last may still be on its way. A process of its own that it left behind keeps the pipes open.
      await Promise.race([once(child, 'close'), wait(closeWithinMs)])
      resolve(stopped ? null : explainedBy(why, { is: 'died', code, signal, stderr }))
    })
  })

  return {
    ended,
    hasBegun: () => begun,
    async load(load) {
      const live = new Promise<number | null>((resolve) => {
        answer = (message) => {
          if (message.is === 'live') resolve(message.port)
          if (message.is !== 'failed') return
          why = message
          child.kill('SIGKILL')
        }
      })
      child.send({ is: 'load', load }, () => {})
      return Promise.race([live, ended.then(() => null)])
    },
    async stop() {
      stopped = true
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** What a process says of its end is more than the system says; but out of memory it cannot say anything. */
function explainedBy(why: Ended | undefined, died: Extract<Ended, { is: 'died' }>): Ended {
  if (died.signal === 'SIGABRT' && why?.is !== 'memory') return died
  return why ?? died
}

function readEndReport(line: string): EndReport | undefined {
  try {
    return JSON.parse(line) as EndReport
  } catch {
    // Cut off in the middle, or something that the learner's code wrote there.
    return undefined
  }
}

let limits: string[] | undefined

/** Linux' own bound on memory, where there is the program that sets it. No core files either. */
function withLimits(): string[] {
  limits ??=
    process.platform === 'linux' && spawnSync('prlimit', ['--version']).status === 0
      ? ['prlimit', `--data=${bounds.dataMb * 1024 ** 2}`, '--core=0']
      : []
  return limits
}
