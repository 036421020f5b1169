import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export type RunningWorkbook = {
  url: string
  stdout: string[]
  stderr: string[]
  pid: number
  /** Sends SIGTERM and gives the exit code. */
  stop(): Promise<number | null>
}

/** Starts the workbook as `npm start` does, as a process of its own with a private Valkey, and waits until it is ready. */
export async function startWorkbook(env: Record<string, string> = {}): Promise<RunningWorkbook> {
  // Nobody's own progress is touched by a test.
  const workspace = mkdtempSync(join(tmpdir(), 'workbook-workspace-'))
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: {
      ...process.env,
      PORT: '0',
      VALKEY_HOST: '',
      NODE_ENV: '',
      WORKSPACE: workspace,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit') as Promise<[number | null]>
  const stdout: string[] = []
  const stderr: string[] = []
  createInterface({ input: child.stderr }).on('line', (line) => stderr.push(line))
  const lines = createInterface({ input: child.stdout }).on('line', (line) => stdout.push(line))
  const first = await Promise.race([once(lines, 'line'), exited])
  const url = /^Workbook ready: (\S+)$/.exec(String(first[0]))?.[1]
  if (!url) throw new Error(`The workbook did not start (${first[0]}): ${stderr.join('\n')}`)
  return {
    url,
    stdout,
    stderr,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM')
      const [code] = await exited
      rmSync(workspace, { recursive: true, force: true })
      return code
    },
  }
}
