// Texts of the algorithms lab, loaded with it.
import { algorithmTitle } from '../../../server/limiter/algorithms/algorithms.ts'
import type { AlgorithmRow } from './algorithms-state.ts'

const requests = (count: number) => (count === 1 ? '1 request' : `${count} requests`)
const at = (ms: number) => `${(ms / 1000).toFixed(2)} s`

export const algorithmsMessages = {
  lead: 'Every request of your traffic is decided by all five algorithms at the same time, in real time, each on a key of its own in the workbook’s Valkey. Nothing is computed by the page: a decision is what the script answered.',
  fields: { limit: 'Limit', windowSeconds: 'Window' },
  seconds: 's',
  shorter: 'Shorter than the guide’s 60 s, so that you need not wait.',
  traffic: 'Traffic',
  presets: {
    boundary: 'Boundary burst',
    steady: 'Steady',
    bursts: 'Bursts',
    random: 'Random',
  },
  presetHints: {
    boundary:
      'One request opens the window. The rest of the limit comes just before its end, and a whole limit just after.',
    steady: 'Half as many again as the limit allows, evenly.',
    bursts: 'A whole limit at once, twice in every window.',
    random: 'Another one with each click.',
    hand: 'Your own.',
    recorded: (count: number, ms: number) =>
      `${requests(count)} as you sent them, over ${at(ms)}. Change the strip to compose again.`,
  },
  clear: 'Clear',
  record: (count: number) => (count === 0 ? 'What I sent' : `What I sent (${count})`),
  nothingRecorded: 'You have sent no requests on this page yet.',
  strip: 'Requests over time',
  stripHint:
    'A click adds a request. By keyboard: left and right go through time, up and down change the number, a digit sets it, Delete empties it.',
  slot: (seconds: number, count: number) => `${requests(count)} at ${seconds.toFixed(1)} s`,
  slotName: (seconds: number) => `at ${seconds.toFixed(1)} s`,
  opens: 'window opens',
  ends: 'its end',
  earlier: 'Earlier',
  later: 'Later',
  fewer: 'One request less',
  more: 'One request more',
  total: (count: number, most: number) =>
    count === most
      ? `${requests(count)}, which is as many as one run takes`
      : `${requests(count)} in all`,
  start: 'Run all five',
  again: 'Run again',
  none: 'There is no request in it yet. Click into the strip, or take one of the presets.',
  progress: (decided: number, total: number, leftMs: number) =>
    `${decided} of ${total} decided, ${Math.ceil(leftMs / 1000)} s left`,
  starting: 'Starting',
  figure: 'Five algorithms on the same traffic',
  lane: ({ admitted, rejected, failed }: AlgorithmRow) =>
    [`${admitted} admitted`, `${rejected} rejected`, failed > 0 && `${failed} without an answer`]
      .filter(Boolean)
      .join(', '),
  windowLabel: (admitted: number) => `${admitted} admitted`,
  results: 'Counted',
  table: {
    algorithm: 'Algorithm',
    admitted: 'Admitted',
    rejected: 'Rejected',
    failed: 'No answer',
    busiest: (windowSeconds: number) => `Most in any ${windowSeconds} s`,
  },
  busiestFrom: (from: number) => `from ${at(from)}`,
  over: (count: number, limit: number) => `${count - limit} over the limit of ${limit}`,
  within: 'within the limit',
  busiestNote: (windowSeconds: number) =>
    `“Most in any ${windowSeconds} s” slides a window of ${windowSeconds} s over the admitted requests, by the times Valkey itself gave, and counts where it holds most. The drawn windows are the fixed window’s own, by its key’s PTTL, and the counter’s, by Valkey’s clock.`,
  notYet: 'Run it: then what each algorithm did stands here.',
  log: (count: number) => `Every decision as a table (${requests(count)})`,
  logTime: 'Sent',
  allowed: 'allowed',
  rejected: 'rejected',
  failed: 'no answer',
  at,
  summary: (rows: AlgorithmRow[], windowSeconds: number) =>
    rows
      .map(
        ({ algorithm, admitted, busiest }) =>
          `${algorithmTitle(algorithm)}: ${admitted} admitted, at most ${busiest.count} in ${windowSeconds} s.`,
      )
      .join(' '),
  keys: 'On these keys, which are gone again',
}
