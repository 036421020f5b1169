// A real pseudo-terminal for tests, made by util-linux' `script`, as a person at 80 columns by 24 rows has one.
import { spawn } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'
import { eventually } from '../../server/testing/eventually.ts'

export type Terminal = {
  type(keys: string): void
  /** The lines that stand on the screen now. */
  screen(): string[]
  /** Waits until the screen holds `text`; gives its lines. */
  shows(text: string | RegExp): Promise<string[]>
  /** Everything that was written so far. */
  all(): string
  /** The exit code, when it has ended. */
  ended: Promise<number | null>
  kill(): void
}

export function openTerminal(
  command: string,
  {
    columns = 80,
    rows = 24,
    env = {},
  }: { columns?: number; rows?: number; env?: NodeJS.ProcessEnv } = {},
): Terminal {
  const inside = `stty cols ${columns} rows ${rows}; exec ${command}`
  const child = spawn('script', ['-qefc', inside, '/dev/null'], {
    env: { ...process.env, TERM: 'xterm', SHELL: '/bin/sh', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let written = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    written += text
  })
  const screen = () => {
    const last = written.slice(written.lastIndexOf('\x1b[H') + 1)
    return stripVTControlCharacters(`\x1b${last}`).split(/\r?\n/)
  }
  return {
    type: (keys) => child.stdin.write(keys),
    screen,
    shows(text) {
      const holds = (lines: string[]) => {
        const whole = lines.join('\n')
        return typeof text === 'string' ? whole.includes(text) : text.test(whole)
      }
      return eventually(() => (holds(screen()) ? screen() : undefined), { withinMs: 40_000 })
    },
    all: () => written,
    ended: new Promise((resolve) => child.on('close', (code) => resolve(code))),
    kill: () => child.kill('SIGKILL'),
  }
}
