// What a timeline is made of: the playground's, and those of the labs. Drawn by TimelineFigure.tsx.

/** One request and what became of it. `waiting`: sent, no answer yet. */
export type TimelineEvent = {
  /** Milliseconds on any one clock: performance.now(), or since a run began. */
  at: number
  /** Whose row it is on. */
  lane: string
  kind: 'allowed' | 'rejected' | 'failed' | 'waiting'
  /** What there is to say about it besides its time, lane and kind: "3 of 5", "count 21, TTL -1". */
  label?: string
}

/** A window of the limiter, drawn behind its lane. */
export type TimelineWindow = {
  lane: string
  from: number
  /** When the counter expires; null for a counter without expiry: the window never ends. */
  to: number | null
  /** Written into the window: "5 of 5". */
  label?: string
}

export type TimelineLane = {
  id: string
  /** A person's word for it; the id otherwise. */
  title?: string
  /** Behind the title, in small: a key, an algorithm, "9 of 10 admitted". */
  note?: string
}

export type TimelineFigureProps = {
  /** In the order they happened. */
  events: readonly TimelineEvent[]
  windows?: readonly TimelineWindow[]
  /** Rows from top to bottom, the ones without events too. By default the lanes of the events, first come first. */
  lanes?: readonly TimelineLane[]
  /** What is shown, on the events' clock. By default everything there is. */
  from?: number
  to?: number
  /** A line at this moment; what is right of it has not happened yet. */
  now?: number
  /** The zero of the axis, which counts in seconds from here; `from` of the whole by default. */
  origin?: number
  /** Writes a moment at the axis in place of seconds from `origin`. */
  tickLabel?: (at: number) => string
  /** How many shapes may stand on each other; beyond that one shape stands for several requests. By the lanes' number. */
  rows?: number
  /** Marked, as the one that is spoken of. */
  selected?: TimelineEvent | null
  /** The pointer is at this event, or was clicked there; null when it left. */
  onPoint?: (event: TimelineEvent | null) => void
  /** The figure's name for those who do not look; what it shows is said after it. */
  label: string
  /** Shapes explained below the figure; true by default. */
  legend?: boolean
}
