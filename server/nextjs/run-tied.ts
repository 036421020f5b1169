// A program that ends with the workbook, whatever way that ends.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export type TiedRun = {
  /** Resolves when all of it is gone; never rejects. `lastLines`: of its output. */
  exited: Promise<{ code: number | null; lastLines: string[] }>
  /** Asks it to end, insists after 2 s, and resolves when it is gone. */
  end(): Promise<void>
}

const supervisor = fileURLToPath(new URL('tied.sh', import.meta.url))
const keptLines = 20

/** `onLine` hears each line that the program says. It gets nothing of the workbook's own settings and secrets. */
export function runTied({
  command,
  args,
  cwd,
  env = {},
  onLine = () => undefined,
}: {
  command: string
  args: string[]
  cwd: string
  env?: Record<string, string>
  onLine?: (line: string) => void
}): TiedRun {
  const child = spawn('sh', [supervisor, command, ...args], {
    cwd,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...environmentForOthers(process.env), ...env },
  })
  const lastLines: string[] = []
  const hear = (line: string) => {
    if (lastLines.push(line) > keptLines) lastLines.shift()
    onLine(line)
  }
  createInterface({ input: child.stdout }).on('line', hear)
  createInterface({ input: child.stderr }).on('line', hear)
  // One that is gone already breaks the pipe; its exit says so.
  child.stdin.on('error', () => undefined)
  const exited = new Promise<{ code: number | null; lastLines: string[] }>((resolve) => {
    child.on('error', (error) => {
      hear(`${command} could not be started: ${error.message}`)
      resolve({ code: null, lastLines })
    })
    // What the command left behind is still in its group, holding its pipes.
    child.on('exit', () => killGroup(child.pid))
    child.on('close', (code) => resolve({ code, lastLines }))
  })
  return {
    exited,
    async end() {
      child.stdin.end()
      await exited
    },
  }
}

function environmentForOthers(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = /^(VALKEY|TEST|VITEST|RATE)_|^(NODE_ENV|NODE_OPTIONS|VITEST|PORT|HOST)$/
  return Object.fromEntries(Object.entries(env).filter(([name]) => !own.test(name)))
}

function killGroup(leader: number | undefined): void {
  if (leader === undefined) return
  try {
    process.kill(-leader, 'SIGKILL')
  } catch (cause) {
    // ESRCH: nobody is left. macOS says EPERM when only the dead are.
    const { code } = cause as NodeJS.ErrnoException
    if (code !== 'ESRCH' && code !== 'EPERM') throw cause
  }
}
