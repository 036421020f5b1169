// What keeps a private server answering while somebody's own Lua runs on it.
import { setTimeout as wait } from 'node:timers/promises'
import type { ValkeyAddress } from './address.ts'
import { createAskAsUser } from './ask-as-user.ts'

export type ScriptGuard = {
  /** Has SCRIPT KILL heard after 200 ms of a script; others are answered with BUSY from then on. */
  arm(): Promise<void>
  /** Back to Valkey's own 5 s. Where the server is gone, so is the setting. */
  disarm(): Promise<void>
  /**
   * Ends what keeps the server from answering: with SCRIPT KILL, and where that is not enough with SIGKILL; the server
   * comes back by itself, empty. `onFound` is called once it is known that there is something to end.
   */
  end(onFound: () => void): Promise<ScriptEnd>
}

export type ScriptEnd = 'nothing ran' | 'script killed' | 'server restarted'

const patientMs = 5000
const armedMs = 200
const pauseMs = 10

/**
 * Guards the server at `address`, which must be one that may be thrown away. SCRIPT KILL has `withinMs` to work.
 * Sources: https://valkey.io/commands/script-kill/, https://valkey.io/topics/valkey.conf/ (busy-reply-threshold)
 */
export function createScriptGuard({
  address,
  pid,
  withinMs = 500,
}: {
  address: ValkeyAddress
  /** Of the server that runs now. */
  pid: () => number
  withinMs?: number
}): ScriptGuard {
  const { username = 'default', password = '' } = address

  async function ask(args: string[], timeoutMs: number): Promise<string> {
    const asked = await createAskAsUser(address, { timeoutMs })({ username, password }, args)
    if (asked.outcome !== 'replied') throw new Error(`Valkey did not run ${args.join(' ')}`)
    if (asked.reply.type === 'error') throw new Error(asked.reply.text)
    return 'text' in asked.reply ? asked.reply.text : ''
  }

  const answerBusyAfter = (ms: number) =>
    ask(['CONFIG', 'SET', 'busy-reply-threshold', `${ms}`], 1000)

  /** Also where a queue of scripts waits behind the first. False: SCRIPT KILL cannot do it. */
  async function killScripts(onRunning: () => void): Promise<boolean> {
    const deadline = performance.now() + withinMs
    for (;;) {
      const left = deadline - performance.now()
      if (left <= 0) return false
      try {
        await ask(['SCRIPT', 'KILL'], left)
      } catch (error) {
        const message = saidBy(error)
        // No script runs, and the server answers; or there is no server to end.
        if (/^NOTBUSY|ECONNREFUSED/.test(message)) return true
        // It ended just now: the next look tells.
        if (/ECONNRESET|EPIPE|is closed/.test(message)) continue
        return false
      }
      onRunning()
      await wait(pauseMs)
    }
  }

  return {
    async arm() {
      await answerBusyAfter(armedMs)
    },
    async disarm() {
      await answerBusyAfter(patientMs).catch(() => undefined)
    },
    async end(onFound) {
      let found = false
      const find = () => {
        if (!found) onFound()
        found = true
      }
      if (await killScripts(find)) return found ? 'script killed' : 'nothing ran'
      find()
      killNow(pid())
      return 'server restarted'
    },
  }
}

function saidBy(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error ? String(error.code) : error.message
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (cause) {
    // It has ended meanwhile.
    if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause
  }
}
