// What an algorithm's folder says about itself. The page reads the registry too, so nothing here or in the definitions of
// the folders may need Node.
import type { ScriptCall } from '../script.ts'

/**
 * What the script of an algorithm returns: `[allowed, count, ttlMs, retryAfterMs, nowUs]`.
 * `allowed` is 1 or 0, `nowUs` the server's clock in microseconds since 1970.
 */
export type AlgorithmReply = [
  allowed: number,
  count: number,
  ttlMs: number,
  retryAfterMs: number,
  nowUs: number,
  /** 1 when the key held something else, which counted as absent; left out otherwise. */
  replaced?: number,
]

/** `limit` requests per `windowSeconds`. */
export type Quota = { limit: number; windowSeconds: number }

export type ValkeyCommand = [name: string, ...args: string[]]

/** What a key holds: the count at this moment, and the algorithm's own numbers; `problem` when it holds something else. */
export type Held<Numbers> = { count: number | null; holds?: Numbers; problem?: string }

/**
 * The way each branch of a script went: the name in its `-- branch:` comment -> which of its bodies ran, counted from 0;
 * one past the last body means none. Several numbers mean that the reply cannot tell which of them it was.
 */
export type Branches = Record<string, readonly number[]>

export type AlgorithmCall = {
  reply: AlgorithmReply
  limit: number
  windowMs: number
  /** False for the look that several policies take first, and for all of it when one of them refuses. */
  takes: boolean
}

/** What a script did for one hit. */
export type ScriptOutcome =
  /** The fixed window: opened a window, counted in an open one, gave a lost expiry back; or the reply fits the last two. */
  | 'first'
  | 'later'
  | 'repair'
  | 'laterOrRepair'
  /** The key holds something else. */
  | 'notACounter'
  /** The others: took from the quota, refused, or only looked because another policy refused. */
  | 'took'
  | 'refused'
  | 'looked'

/** One run of a script. `script` is its file, from the folder of all algorithms. */
export type ScriptRunOutcome = { script: string; branches: Branches; happened: ScriptOutcome }

/** `Numbers`: what the algorithm keeps in its key, as far as the page shows it. */
export type Algorithm<Numbers extends Record<string, number> = Record<string, number>> = {
  /** Its name in a sentence: "token bucket". */
  title: string
  /** Its script, from this folder: takes KEYS[1] and ARGV limit, window in milliseconds, 'peek' or nothing. */
  script: string
  /** The largest limit, where the script stores an entry per request. */
  mostLimit?: number
  /** The largest limit per second, where each request takes at least one whole microsecond. */
  mostPerSecond?: number
  /** Valkey's TYPE of its key. */
  keyType: 'string' | 'hash' | 'zset'
  /** What to ask of a key to see what it holds; `nowUs` is Valkey's own clock. A peek of the script would repair it. */
  lookAt(key: string, quota: Quota, nowUs: number): ValkeyCommand[]
  /** What the answers mean. A key that is not there is the empty answer of each command. */
  readHeld(answers: unknown[], quota: Quota, nowUs: number): Held<Numbers>
  /** What a key holds, in a sentence; `secondsLeft` until it expires. Null where the count says it all. */
  describeHeld(holds: Numbers, secondsLeft: number | null): string | null
  /**
   * What a reply tells about the way the script went. Two things no reply shows, and both are taken as not so: that the
   * server's clock was set back since the last request, and that something else wrote into the key.
   */
  branchesOf(call: AlgorithmCall): Branches
  /** The branches that a look does not enter because it takes nothing. */
  takingBranches: string[]
  /**
   * Set where a single policy runs other scripts than `script`. The returned function follows their calls, told in
   * order; `ownCount` tells which of the hits that share a call is meant.
   */
  followAlone?(): (call: ScriptCall, ownCount?: number) => ScriptRunOutcome
}

export const no: readonly number[] = [1]
export const yes: readonly number[] = [0]
export const maybe: readonly number[] = [0, 1]

/** The answer for a key whose value is not what the algorithm writes. */
export function holdsSomethingElse(value: unknown, expected: string): Held<never> {
  return {
    count: null,
    problem: `The key holds ${JSON.stringify(String(value).slice(0, 40))}, not ${expected}.`,
  }
}

/** "1 entry", "2 entries". */
export function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`
}
