import { spawn } from 'node:child_process'

/**
 * Runs a program without a word; what it printed is in the error when it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, signal?: AbortSignal | undefined }} options an abort ends the program and is waited for
 * @throws {Error} with `output`, all that the program printed
 */
export async function runQuietly(command, args, { cwd, signal }) {
  signal?.throwIfAborted()
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  /** @type {Buffer[]} */
  const said = []
  child.stdout.on('data', (chunk) => said.push(chunk))
  child.stderr.on('data', (chunk) => said.push(chunk))
  const end = () => child.kill('SIGTERM')
  signal?.addEventListener('abort', end)
  try {
    const how = await new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('close', (code, killedBy) => resolve(killedBy ?? code))
    })
    signal?.throwIfAborted()
    if (how === 0) return
    const output = Buffer.concat(said).toString('utf8').trimEnd()
    throw Object.assign(new Error(`${command} ended with ${how}`), { output })
  } finally {
    signal?.removeEventListener('abort', end)
  }
}
