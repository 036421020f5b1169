// The Valkey that checks run on. It is theirs alone where one can be started, because a learner's script may keep it busy
// without end, or fill it.
import type { Asked } from '../../valkey/resp-reply.ts'

export type Address = {
  host: string
  port: number
  username?: string
  password?: string
  tls: false | { ca?: string }
}

/** A server that may be broken, and started again; what server/sandbox opens is one. */
export type Breakable = {
  address: { host: string; port: number; password: string }
  ask(args: readonly string[], options: { timeoutMs: number }): Promise<Asked>
  /** 0 when it does not run. */
  pid(): number
  restart(): Promise<void>
  stop(): Promise<void>
  /** `lastWords`: the end of its log. Returns its unsubscribe. */
  onCrash(listener: (crash: { lastWords: string[] }) => void): () => void
}

export type ValkeyState = 'well' | 'busy' | 'gone'

export type CheckValkey = {
  address: Address
  /** Asks it something; an error reply is a value. Rejects when no answer comes. */
  ask(args: readonly string[]): Promise<{ error?: string }>
  /** Busy: a script has been running for a while. Gone: it ended, or does not answer within a second. */
  state(): Promise<ValkeyState>
  /** Another number when it is another process than before; 0 when that is not known. */
  pid(): number
  /** Whether its last process ended because it had no memory left. */
  ranOutOfMemory(): boolean
  /** Ends the script that keeps it busy, or starts it again. */
  renew(): Promise<void>
  close(): Promise<void>
}

const timeoutMs = 1000

export function breakableValkey(valkey: Breakable): CheckValkey {
  let outOfMemory = false
  valkey.onCrash(({ lastWords }) => {
    outOfMemory = lastWords.some((line) => /out of memory/i.test(line))
  })
  return {
    address: { ...valkey.address, tls: false },
    ask: async (args) => errorOf(await valkey.ask(args, { timeoutMs })),
    state: async () =>
      valkey.pid() === 0 ? 'gone' : await stateBy(() => valkey.ask(['PING'], { timeoutMs })),
    pid: valkey.pid,
    ranOutOfMemory: () => outOfMemory,
    async renew() {
      await valkey.restart()
      outOfMemory = false
    },
    close: valkey.stop,
  }
}

/** A Valkey that is others' too, for a machine that can start no second one: a script in it can only be asked to end. */
export function sharedValkey({
  address,
  ask,
}: {
  address: Address
  ask: (args: readonly string[]) => Promise<Asked>
}): CheckValkey {
  return {
    address,
    ask: async (args) => errorOf(await ask(args)),
    state: () => stateBy(() => ask(['PING'])),
    pid: () => 0,
    ranOutOfMemory: () => false,
    async renew() {
      await ask(['SCRIPT', 'KILL']).catch(() => undefined)
    },
    close: async () => undefined,
  }
}

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

function errorOf(asked: Asked): { error?: string } {
  if (asked.outcome === 'replied')
    return asked.reply.type === 'error' ? { error: asked.reply.text } : {}
  return { error: asked.outcome === 'login refused' ? asked.why : 'The reply is too large.' }
}

async function stateBy(ping: () => Promise<Asked>): Promise<ValkeyState> {
  try {
    const { error } = errorOf(await ping())
    return error === undefined ? 'well' : error.startsWith('BUSY') ? 'busy' : 'gone'
  } catch {
    return 'gone'
  }
}
