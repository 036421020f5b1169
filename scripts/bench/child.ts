// A process of the benchmark and how it is spoken to: one question, one answer, in order.
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export type Child = {
  /** @throws Error when the process answers with one, or ends */
  ask<Answer>(question: object): Promise<Answer>
  end(): void
}

/** Forks a TypeScript file of this folder. It ends with this process, because it listens to its channel. */
export function startChild(file: string, args: string[] = []): Child {
  const path = fileURLToPath(new URL(file, import.meta.url))
  const child = fork(path, args, {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const name = [file, ...args].join(' ')
  let waiting: { resolve(answer: unknown): void; reject(error: Error): void } | undefined
  let gone: Error | undefined
  child.on('message', ({ answer, error }: { answer?: unknown; error?: string }) => {
    const asked = waiting
    waiting = undefined
    if (error === undefined) asked?.resolve(answer)
    else asked?.reject(new Error(`${name}: ${error}`))
  })
  const lost = (why: string) => {
    gone ??= new Error(`${name} ${why}`)
    waiting?.reject(gone)
  }
  child.on('exit', (code, signal) => lost(`ended (${signal ?? code})`))
  child.on('error', (error) => lost(`could not be started: ${error.message}`))

  return {
    ask<Answer>(question: object): Promise<Answer> {
      return new Promise((resolve, reject) => {
        if (gone) return reject(gone)
        waiting = { resolve: (answer) => resolve(answer as Answer), reject }
        child.send(question, (error) => error && lost(error.message))
      })
    },
    end: () => void child.kill('SIGKILL'),
  }
}

/** The other side, in the forked process. */
export function answerParent<Question>(answer: (question: Question) => unknown): void {
  process.on('message', async (question) => {
    try {
      process.send?.({ answer: (await answer(question as Question)) ?? null })
    } catch (error) {
      process.send?.({ error: error instanceof Error ? error.message : String(error) })
    }
  })
  process.on('disconnect', () => process.exit())
  // Ctrl-C reaches every process of the terminal; the parent decides when this one ends.
  process.on('SIGINT', () => {})
}
