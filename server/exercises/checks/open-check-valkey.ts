import type { Asked } from '../../valkey/resp-reply.ts'
import {
  type Address,
  type Breakable,
  breakableValkey,
  type CheckValkey,
  sharedValkey,
} from './check-valkey.ts'

/** A script that builds something huge is refused, not the machine filled. */
const maxMemoryMb = 64

/**
 * Returns what opens the checks' Valkey: one of their own out of `sandbox`, or where none can be started the workbook's own,
 * `shared`, in which tests have keys of their own all the same.
 */
export function createOpenCheckValkey({
  sandbox,
  shared,
}: {
  sandbox: {
    missing(): string | undefined
    open(options: { signal: AbortSignal; maxMemoryMb: number }): Promise<Breakable>
  }
  shared: { address: Address; ask: (args: readonly string[]) => Promise<Asked> }
}): () => Promise<CheckValkey> {
  return async function openCheckValkey() {
    if (sandbox.missing() !== undefined) return sharedValkey(shared)
    const never = new AbortController().signal
    return breakableValkey(await sandbox.open({ signal: never, maxMemoryMb }))
  }
}
