// What the failure lab tells the page. Types only. Times are milliseconds since the run began.

export type LaneName = 'left' | 'right'

export type LaneSettings = {
  client: 'ioredis defaults' | 'workbook'
  onFailure: 'failClosed' | 'failOpen' | 'localFallback'
  /** Half a second, or as long as the limiter lets itself be told: a minute. */
  deadline: boolean
}

export type FailureOptions = {
  left: LaneSettings
  right: LaneSettings
  /** Requests each lane gets. */
  perSecond: number
  limit: number
  windowSeconds: number
}

export type MemoryPolicy = 'noeviction' | 'allkeys-lru'

export type ValkeyState = {
  process: 'running' | 'frozen' | 'killed'
  /** Every answer of Valkey comes so much later. */
  delayMs: number
  policy: MemoryPolicy
  /** As Valkey says; the last known ones while it says nothing. */
  usedBytes: number
  maxBytes: number
  evictedKeys: number
  /** Whether the lab has filled its memory. */
  filled: boolean
}

export type FailureData =
  | { kind: 'ready'; version: string; limits: string[] }
  | { kind: 'sent'; lane: LaneName; id: number; at: number }
  | {
      kind: 'answered'
      lane: LaneName
      id: number
      at: number
      tookMs: number
      /** Null when the connection broke without an answer. */
      status: number | null
      /** Whether somebody counted it: Valkey, or the process itself. */
      counted: boolean
      /** Why Valkey could not count it, in the client's words. */
      cause?: string
    }
  /** Not sent, because so many of this lane wait for an answer already. */
  | { kind: 'held back'; lane: LaneName; at: number; waiting: number }
  | { kind: 'valkey'; at: number; state: ValkeyState }

export type FailureAction =
  | { do: 'kill' | 'restart' | 'freeze' | 'thaw' | 'fill' | 'clear' }
  | { do: 'slow'; delayMs: number }
  | { do: 'policy'; policy: MemoryPolicy }
  | { do: 'onFailure'; lane: LaneName; onFailure: LaneSettings['onFailure'] }

/** Of `fill`: clients that were over their limit before, and what they got afterwards. */
export type FillResult = { blocked: number; letIn: number; refused: number; unavailable: number }
