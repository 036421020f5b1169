// A helper process of a lab or a benchmark, and its protocol: one question, one answer, in order.
import { fork } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

export type ChildProcess = {
  /** @throws Error when the process answers with an error, or has exited */
  ask<Answer>(question: object): Promise<Answer>
}

/** Node 20 cannot run TypeScript by itself. Found from here, whatever folder the workbook was started in. */
const typescriptLoader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href

/**
 * Forks a TypeScript file, which answers questions (answer-parent.ts) until `signal` aborts: then it is killed. It also
 * exits when this process does, for any reason, because it listens to the channel between them.
 */
export function startChildProcess(
  file: URL,
  { signal, args = [] }: { signal: AbortSignal; args?: string[] },
): ChildProcess {
  const path = fileURLToPath(file)
  const child = fork(path, args, {
    execArgv: ['--import', typescriptLoader],
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const name = [path.split('/').at(-1), ...args].join(' ')
  const waiting: { resolve(answer: unknown): void; reject(error: Error): void }[] = []
  let gone: Error | undefined
  const lose = (why: string) => {
    gone ??= new Error(`The process ${name} ${why}.`)
    for (const asked of waiting.splice(0)) asked.reject(gone)
  }
  const end = () => {
    lose('was stopped')
    child.kill('SIGKILL')
  }
  child.on('message', ({ answer, error }: { answer?: unknown; error?: string }) => {
    const asked = waiting.shift()
    if (error === undefined) asked?.resolve(answer)
    else asked?.reject(new Error(error))
  })
  child.on('exit', (code, by) => {
    signal.removeEventListener('abort', end)
    lose(`ended (${by ?? code})`)
  })
  child.on('error', (error) => lose(`could not be started: ${error.message}`))
  signal.addEventListener('abort', end)
  if (signal.aborted) end()

  return {
    ask<Answer>(question: object): Promise<Answer> {
      return new Promise((resolve, reject) => {
        if (gone) return reject(gone)
        waiting.push({ resolve: (answer) => resolve(answer as Answer), reject })
        child.send(question, (error) => error && lose(`cannot be asked: ${error.message}`))
      })
    },
  }
}
