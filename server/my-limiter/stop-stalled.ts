// Stops a command of the learner's that keeps Valkey from answering, and explains it in plain words.
import type { Crash } from './contract.ts'
import { keysOf } from './tap/keys-of.ts'
import type { SeenCommand } from './tap/pass-on.ts'

/** Ends what keeps Valkey from answering; a server that was restarted is empty. */
export type ScriptGuard = {
  /** Called before each of the learner's connections. */
  arm(): Promise<void>
  disarm(): Promise<void>
  end(onFound: () => void): Promise<ScriptEnd>
}

type ScriptEnd = 'nothing ran' | 'script killed' | 'server restarted'

/** A command without a reply for so long is looked into. */
export const lateAfterMs = 1000

/** Returns what is called with each late command. They are looked into one after the other. */
export function createStopStalled({
  guard,
  onFound,
  onEnded,
}: {
  guard: ScriptGuard
  /** Valkey is stuck, and about to be freed. */
  onFound: () => void
  onEnded: (seen: SeenCommand, crash: Crash) => void
}): (seen: SeenCommand) => Promise<void> {
  let ending = false
  let next: SeenCommand | null = null

  return async function stopStalled(seen) {
    if (ending) {
      next = seen
      return
    }
    ending = true
    const end = await guard.end(onFound)
    ending = false
    const waits = next
    next = null
    // Once something was ended, what waited behind it is gone too.
    if (end !== 'nothing ran') onEnded(seen, explainStall(seen, end))
    else if (waits) await stopStalled(waits)
  }
}

function explainStall({ words, sentAt }: SeenCommand, end: ScriptEnd): Crash {
  const named = words.map(String)
  const [key] = keysOf(named)
  const command = (named[0] ?? '').toUpperCase().slice(0, 20)
  const seconds = ((performance.now() - sentAt) / 1000).toFixed(1)
  const on = key === undefined ? '' : ` on ${key.slice(0, 80)}`
  const held = `Your ${command}${on} had no reply for ${lateAfterMs / 1000} s, and meanwhile Valkey served nobody else.`
  const how =
    end === 'script killed'
      ? `After ${seconds} s the workbook ended the script (SCRIPT KILL): an endless loop, or far too much work for one script.`
      : `SCRIPT KILL did not end it: a script that has written is not stopped halfway, and one inside a single long call hears nothing. So after ${seconds} s the workbook ended its private Valkey (SIGKILL) and started it again: all counters begin anew.`
  return { kind: 'stalled', sentence: `${held} ${how}`, frames: [] }
}
