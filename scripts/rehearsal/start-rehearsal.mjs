import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/**
 * Starts simulated learners in a process of their own, which ends with this one.
 * @param {{ origin: string, code: string, count: number, root: string }} options
 * @returns {() => void} ends them
 */
export function startRehearsal({ origin, code, count, root }) {
  const file = fileURLToPath(new URL('./rehearse.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', file], {
    cwd: root,
    // In the environment, so that no argument list shows the code.
    env: {
      ...process.env,
      REHEARSE_ORIGIN: origin,
      REHEARSE_CODE: code,
      REHEARSE_COUNT: `${count}`,
    },
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  return () => child.kill('SIGTERM')
}
