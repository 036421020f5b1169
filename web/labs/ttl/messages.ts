// Texts of the TTL lab, loaded with it.
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
const requests = (count: number) => (count === 1 ? '1 request' : `${count} requests`)

export const ttlMessages = {
  lead: 'Two counters get the same requests at the same moments, on a real Valkey. One is counted by a naive script, the other by the script that this workbook’s limiter runs. Then something happens to their expiry.',
  troubleLegend: 'What goes wrong',
  troubles: {
    persist: {
      title: 'Somebody takes the TTL away',
      text: 'PERSIST, by an operator or a clean-up job.',
    },
    set: {
      title: 'Somebody sets the counter',
      text: 'SET without KEEPTTL writes the number and drops the expiry.',
    },
    'bad-expire': {
      title: 'A window that EXPIRE refuses',
      text: 'The setting says 0.5 at first. A later deployment puts it right.',
    },
    'every-hit': {
      title: 'EXPIRE on every hit',
      text: 'No accident needed: the script itself moves the end of the window.',
    },
  },
  pace: 'One request every',
  paceOf: (ms: number) => seconds(ms),
  policy: (limit: number, windowSeconds: number) =>
    `Limit ${limit} per ${windowSeconds} s: a short window, so that you see several. The guide’s is 5 per 60 s.`,
  start: 'Run it',
  again: 'Run it again',
  progress: (atMs: number, ofSeconds: number) => `${Math.floor(atMs / 1000)} of ${ofSeconds} s`,
  expire: 'Repair by hand: EXPIRE',
  expireHint: 'Gives the naive counter a TTL once, as an operator would.',
  versions: { naive: 'naive script', repaired: 'this workbook’s script' },
  figureLabel: 'Requests on two counters over time.',
  nothingYet: 'Run it, and both counters are drawn here as they are counted.',
  noExpiry: 'no expiry',
  request: (count: number, ttlMs: number, error: string | undefined) =>
    `${error === undefined ? '' : `${error}; `}count ${count}, TTL ${ttlMs < 0 ? ttlMs : seconds(ttlMs)}`,
  setting: (window: string) => `the limiter runs with a window of ${window} s`,
  command: (command: string) => command,
  notesTitle: 'What happened to them',
  at: seconds,
  tallyCaption: 'What came of it',
  tally: {
    counter: 'Counter',
    requests: 'Requests',
    allowed: 'Allowed',
    rejected: 'Rejected',
    failed: 'Failed',
    lastAllowed: 'Last allowed',
    held: 'After the last request',
    never: 'never',
    heldOf: (count: number, ttlMs: number) => `${count}, TTL ${ttlMs < 0 ? ttlMs : seconds(ttlMs)}`,
  },
  verdict: {
    stuck: (count: number, blockedMs: number) =>
      `The naive counter stands at ${count} and has no expiry (TTL -1). It has refused everybody for ${seconds(blockedMs)}, and nothing would ever have reset it by itself.`,
    pushed: (rejected: number, ttlMs: number) =>
      `The naive counter always has ${seconds(ttlMs)} to go: each of the ${rejected} refused requests moved the end away again. Whoever waits for one whole window gets through; whoever keeps asking does not.`,
    pushedButFree: (allowed: number) =>
      `At this pace the window ends between two requests, so ${requests(allowed)} passed and the fault stays unseen. Try a faster one.`,
    freed:
      'The naive counter has an expiry again: its clients get through until the next accident.',
    healed: (allowed: number) =>
      `The workbook’s script sees PTTL below 0 and sets the expiry with the next request: ${requests(allowed)} passed in all.`,
    steady: (allowed: number) =>
      `The workbook’s script sets the expiry only where there is none: ${requests(allowed)} passed in all.`,
  },
  cleanedUp: 'The run is over, and both of its keys are gone with it.',
  badWindowNote:
    'Valkey refuses EXPIRE with 0.5 after the INCR has happened, and Lua does not roll back. This workbook’s rateLimit() refuses such a window when it is made, before the first request; here both scripts are handed it all the same.',
  codeTitle: 'The two scripts',
  asText: 'Every request, as text',
  line: (at: string, version: string, kind: string, label: string) =>
    `${at} ${version}: ${kind} · ${label}`,
}
