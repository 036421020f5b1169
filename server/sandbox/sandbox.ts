// What a lab gets when it asks for a Valkey of its own. Types only; create-sandbox.ts makes one.
import type { Redis } from 'ioredis'
import type { Asked } from '../valkey/resp-reply.ts'

/**
 * workbook: the workbook's own settings, which notice an outage at once. ioredis defaults: what `new Redis(…)` has.
 * patient: the workbook's without a time limit per command, for who watches the time themselves.
 */
export type ClientSettings = 'workbook' | 'ioredis defaults' | 'patient'

export type ConnectOptions = {
  settings?: ClientSettings
  /** Another loopback port that leads to the server, such as a proxy's. */
  port?: number
  /** Logs in as this user of the server instead of the default one, who may do everything. */
  user?: { name: string; password: string }
}

export type AskOptions = {
  user?: { name: string; password: string }
  timeoutMs?: number
  maxReplyBytes?: number
}

/** A valkey-server process for one run of one lab: on loopback, small, writes nothing to disk, and gone with the run. */
export type DisposableValkey = {
  /** For example "8.1.1". */
  version: string
  /** Where it answers, and its password. The same after a restart. */
  address: { host: string; port: number; password: string }
  /** What bounds it on this machine and what cannot, in sentences for people. */
  limits: string[]
  /** A ready client, which ends with the server's `stop`. Rejects when it is not ready within 5 s. */
  connect(options?: ConnectOptions): Promise<Redis>
  /**
   * One command on a connection of its own, and its reply as it came over the wire. Rejects when there is none in time.
   */
  ask(args: readonly (string | Buffer)[], options?: AskOptions): Promise<Asked>
  /** Process id of the server that runs now; 0 while none does. */
  pid(): number
  /** Stops it from doing anything (SIGSTOP): connections stay open, nothing answers. */
  freeze(): void
  thaw(): void
  /** Ends it at once (SIGKILL); resolves when it is gone. It stays down until `restart`. */
  kill(): Promise<void>
  /** Ends it if it runs, and starts it again: empty, same address and password. */
  restart(): Promise<void>
  /** Tells when it ended although nobody asked. Returns its unsubscribe. */
  onCrash(listener: (crash: Crash) => void): () => void
  /** Ends it for good, and every client. */
  stop(): Promise<void>
}

/** `code`: its exit code, or 128 and the number of the signal that ended it; `lastWords`: the end of its log. */
export type Crash = { code: number | null; lastWords: string[] }

export type Sandbox = {
  /** Why no disposable Valkey can be had here, as a sentence; undefined when one can. */
  missing(): string | undefined
  /**
   * Starts one, which is stopped when `signal` aborts. Rejects with a Refusal when none can be had here, or too
   * many run at once.
   */
  open(options: {
    signal: AbortSignal
    maxMemoryMb?: number
    /** Threads that read and write for the one that runs commands; 1: none beside it. */
    ioThreads?: number
  }): Promise<DisposableValkey>
}
