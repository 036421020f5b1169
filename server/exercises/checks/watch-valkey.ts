import { readFileSync } from 'node:fs'
import type { CheckValkey, ValkeyState } from './check-valkey.ts'
import type { Stopped } from './gather.ts'

const everyMs = 250

/**
 * Looks after the Valkey while checks run on it. `onFault` is told once: a script keeps it busy for longer than `busyMs`,
 * or it is gone. `lastLook` asks once more, for a run that was over sooner than it was noticed.
 */
export function watchValkey({
  valkey,
  busyMs,
  onFault,
}: {
  valkey: CheckValkey
  busyMs: number
  onFault: (why: Stopped) => void
}): { lastLook(): Promise<Stopped | undefined>; stop(): void } {
  const pid = valkey.pid()
  let busySince: number | undefined
  let silent = 0
  let over = false
  void look()
  return {
    async lastLook() {
      if (valkey.pid() !== pid) return ended()
      const state = await stateNow()
      if (state === 'busy') return busy(performance.now() - (busySince ?? performance.now()))
      return state === 'gone' && (await stateNow()) === 'gone' ? ended() : undefined
    },
    stop() {
      over = true
    },
  }

  async function look(): Promise<void> {
    for (; !over; await new Promise((resolve) => setTimeout(resolve, everyMs))) {
      const state = await stateNow()
      if (over) return
      busySince = state === 'busy' ? (busySince ?? performance.now()) : undefined
      // A machine under load may be late once.
      silent = state === 'gone' ? silent + 1 : 0
      const busyFor = busySince === undefined ? 0 : performance.now() - busySince
      if (busyFor > busyMs) return onFault(busy(busyFor))
      if (valkey.pid() !== pid || silent > 2) return onFault(ended())
    }
  }

  /** A Valkey that computes while it is silent is busy: within one step of a script it cannot reply BUSY. */
  async function stateNow(): Promise<ValkeyState> {
    const before = computedMs(pid)
    const beganAt = performance.now()
    const state = await valkey.state()
    const after = computedMs(pid)
    if (state !== 'gone' || before === undefined || after === undefined) return state
    return after - before > (performance.now() - beganAt) / 4 ? 'busy' : 'gone'
  }

  function ended(): Stopped {
    return valkey.ranOutOfMemory() ? filled : gone
  }
}

/** How long the process has computed. Source: Linux, Documentation/scheduler/sched-stats; undefined elsewhere */
function computedMs(pid: number): number | undefined {
  if (pid === 0) return undefined
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6
  } catch {
    return undefined
  }
}

function busy(ms: number): Stopped {
  return {
    state: 'stuck',
    message: `A script kept Valkey busy for ${Math.max(1, Math.round(ms / 1000))} s and was ended. While a script runs, Valkey answers nobody else: look for a loop without an end.`,
  }
}

const filled: Stopped = {
  state: 'stuck',
  message:
    'A script used all the memory that Valkey has here, so Valkey ended. Look for something that it builds or stores without an end.',
}

const gone: Stopped = {
  state: 'infrastructure',
  message:
    'Valkey ended or fell silent while the checks ran, so they say nothing about your code. It is started again: check once more. If it happens each time, look for a script that builds something huge.',
}
