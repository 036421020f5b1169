import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { CheckMessage, CheckOrder, CheckProcessSettings } from './check-message.ts'
import { keepWritten, type Written } from './written.ts'

/** Its JavaScript may hold so much; with what it keeps outside of that, the process may have twice of it. */
const heapMb = 192
const keptOutputBytes = 8 * 1024

/** How the process ended; what was written, check by check; and what Node itself wrote as it ended, at most 8 KB of each. */
export type ProcessEnd = {
  code: number | null
  signal: NodeJS.Signals | null
  written: Written[]
  output: string
}

export type CheckProcess = {
  lesson: string
  folder: string
  /** When it has loaded all but the learner's files; rejects when it cannot. */
  ready: Promise<void>
  /** Runs the checks, once; told each message; resolves when the process has ended, however that came. */
  run(order: CheckOrder, onMessage: (message: CheckMessage) => void): Promise<ProcessEnd>
  /** When it has exited and all it said has arrived. */
  ended: Promise<ProcessEnd>
  kill(): void
}

const program = fileURLToPath(new URL('./check-program.ts', import.meta.url))

/**
 * Starts a process that will run a lesson's checks on the learner's `folder`. It gets nothing of the workbook's environment
 * but what a program needs to run; a password of Valkey's, for one, it never sees there.
 * @param root the checkout
 * @param blockedMs so long may the event loop stand still
 */
export function startCheckProcess({
  lesson,
  folder,
  root,
  blockedMs,
}: {
  lesson: string
  folder: string
  root: string
  blockedMs: number
}): CheckProcess {
  const settings: CheckProcessSettings = {
    lesson,
    folder: `${pathToFileURL(folder)}/`,
    checkout: `${pathToFileURL(root)}/`,
    blockedMs,
    maxMemoryMb: 2 * heapMb,
  }
  const heap = `--max-old-space-size=${heapMb}`
  const child = spawn(
    process.execPath,
    [heap, '--import', 'tsx', program, JSON.stringify(settings)],
    { cwd: root, env: plainEnvironment(), stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'ipc'] },
  )
  let output = ''
  const written: Written[] = []
  let listen = (_message: CheckMessage) => {}
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-keptOutputBytes)
    })
  }
  const ended = new Promise<ProcessEnd>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, output, written }))
  })
  const ready = new Promise<void>((resolve, reject) => {
    const messages = child.stdio[3]
    if (!messages || !('read' in messages)) throw new Error('The check process has no messages.')
    createInterface({ input: messages }).on('line', (line) => {
      const message = JSON.parse(line) as CheckMessage
      if (message.is === 'ready') resolve()
      else if (message.is === 'wrote') keepWritten(written, message, keptOutputBytes)
      else listen(message)
    })
    ended.then(() => reject(new Error(`The check process did not start: ${output.trim()}`)))
    child.on('error', reject)
  })
  // Whoever waits for it is told; nobody need wait.
  ready.catch(() => undefined)

  return {
    lesson,
    folder,
    ready,
    ended,
    async run(order, onMessage) {
      output = ''
      listen = onMessage
      child.send(order, () => undefined)
      return await ended
    },
    kill: () => child.kill('SIGKILL'),
  }
}

function plainEnvironment(): NodeJS.ProcessEnv {
  const names = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'VALKEY_SERVER', 'SystemRoot']
  return Object.fromEntries(
    names.map((name) => [name, process.env[name]]).filter(([, value]) => value !== undefined),
  )
}
