// The timeline's texts.
type Counts = { allowed: number; rejected: number; failed: number; waiting: number }

const requests = (count: number) => (count === 1 ? '1 request' : `${count} requests`)

/** "0.25 s", with as many decimals as the steps of the axis need. */
const secondsSince = (value: number, step: number) =>
  `${value.toFixed(Math.max(0, Math.min(3, Math.ceil(-Math.log10(step)))))} s`

const counted = ({ allowed, rejected, failed, waiting }: Counts) =>
  [
    `${allowed} allowed`,
    `${rejected} rejected`,
    failed > 0 && `${failed} without an answer that counts`,
    waiting > 0 && `${waiting} waiting`,
  ]
    .filter(Boolean)
    .join(', ')

export const timelineMessages = {
  title: 'Timeline',
  figureLabel: 'Requests over time, a lane for each client.',
  loading: 'Loading the timeline …',
  what: 'The timeline',
  pointHint: 'Point at a shape, or step through them, to read what it stands for.',
  nothingYet:
    'Nothing yet. Send a request: every one that is counted appears here, whoever sent it.',
  kinds: {
    allowed: 'allowed',
    rejected: 'rejected',
    failed: 'failed',
    waiting: 'waiting',
  },
  oneShape: (unit: number) => `One shape stands for up to ${requests(unit)}`,
  secondsSince,
  counted,
  laneSummary: (lane: string, counts: Counts) => `${lane}: ${counted(counts)}.`,
  you: 'you',
  mine: 'my limiter',
  others: 'others',
  othersNote: 'keys nobody here sent to',
  countOf: (count: number, limit: number) =>
    count > limit ? `${limit} of ${limit}, ${count - limit} over` : `${count} of ${limit}`,
  remaining: (remaining: number) => `${remaining} left`,
  noExpiry: 'no expiry',
  ttl: (ms: number) => (ms < 0 ? `TTL ${ms}` : `TTL ${(ms / 1000).toFixed(1)} s`),
  status: (status: number) => `HTTP ${status}`,
  retryAfter: (left: number) => `Retry-After ${left}`,
  tookMs: (ms: number) => `${ms.toFixed(1)} ms`,
  seenOnly: 'seen on the stream, not sent by this page',
  tabsLabel: 'The timeline as',
  tabs: { figure: 'Figure', log: 'Text log', table: 'Table' },
  toolsLabel: 'Timeline controls',
  pause: 'Pause',
  play: 'Play',
  replay: 'Replay',
  replayHint: 'Play the recording from its beginning',
  live: 'Live',
  back: 'Step back',
  forward: 'Step forward',
  speed: 'Speed',
  speedOf: (speed: number) => `${speed}×`,
  shown: 'Shown',
  spanOf: (ms: number) => (ms < 60_000 ? `${ms / 1000} s` : `${ms / 60_000} min`),
  moment: 'Moment',
  clear: 'Clear',
  undo: 'Undo the clearing',
  states: {
    live: (recorded: number) => `Live. ${requests(recorded)} recorded.`,
    paused: (time: string, later: number) =>
      later > 0 ? `Paused at ${time}. ${requests(later)} later than that.` : `Paused at ${time}.`,
    replay: (time: string) => `Replaying: ${time}.`,
  },
  said: {
    live: 'The timeline is live.',
    paused: (time: string) => `The timeline is paused at ${time}.`,
    replay: (speed: number) => `The timeline replays its recording at ${speed} times the speed.`,
    cleared: (count: number) => `${requests(count)} cleared. They can be brought back.`,
    undone: 'The cleared requests are back.',
  },
  forgotten: (count: number) => `The oldest ${requests(count)} are no longer kept.`,
  log: {
    empty: 'No requests up to this moment.',
    older: (count: number) => `${count} older: show all`,
    line: {
      allowed: 'allowed',
      rejected: 'rejected',
      failed: 'no answer that counts',
      waiting: 'waiting for its answer',
    },
  },
  table: {
    caption: 'Requests by client and window, newest window first',
    client: 'Client',
    window: 'Window',
    allowed: 'Allowed',
    rejected: 'Rejected',
    failed: 'Failed',
    noWindow: 'outside a known window',
    from: (from: string, to: string | null) =>
      to === null ? `${from}, no end` : `${from} – ${to}`,
    total: 'All',
  },
}
