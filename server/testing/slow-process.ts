// A machine that has hardly any time for a process. Linux only, which tells how long a process has computed.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

/** Whether this system can do it. */
export const canSlowProcesses = existsSync('/proc/self/schedstat')

/** Process ids whose command line has all of `words`. */
export function findProcesses(words: string[]): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      const line = read(`/proc/${pid}/cmdline`)
      return line !== undefined && words.every((word) => line.includes(word))
    })
    .map(Number)
}

/** Resolves when the process computes no more than a waiting one does. */
export async function untilIdle(pid: number): Promise<void> {
  let before = Number.NEGATIVE_INFINITY
  while (computedMs(pid) - before > 10) {
    before = computedMs(pid)
    await wait(500)
  }
}

/**
 * Stops the process for `stoppedMs` whenever it has computed for `runMs`, until it is gone or the returned function is
 * called. However busy the machine is already, the process gets that far in each turn.
 */
export function slowProcess(
  pid: number,
  { stoppedMs = 600, runMs = 50 } = {},
): () => Promise<void> {
  let over = false
  const done = slow()
  return async function leave() {
    over = true
    await done
  }

  async function slow(): Promise<void> {
    while (!over && send(pid, 'SIGSTOP')) {
      await wait(stoppedMs)
      const before = computedMs(pid)
      if (!send(pid, 'SIGCONT')) return
      // A process that waits for something does not compute, and gets no more than a moment for that.
      const until = performance.now() + 60
      while (computedMs(pid) - before < runMs && performance.now() < until) await wait(5)
    }
  }
}

function computedMs(pid: number): number {
  return Number(read(`/proc/${pid}/schedstat`)?.split(' ')[0] ?? 0) / 1e6
}

function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal)
    return true
  } catch {
    // It has ended.
    return false
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // It ended between the listing and this.
    return undefined
  }
}
