// Texts of the load lab, loaded with it.
import type { Side } from '../../../server/labs/load/contract.ts'
import type { Spread } from '../../ui/charts/scale.ts'

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const short = new Intl.NumberFormat('en', { maximumFractionDigits: 2 })
const two = (value: number) => value.toFixed(2)
const range = ({ min, max }: Spread) => `${two(min)} to ${two(max)}`

export const loadMessages = {
  how: 'An Express server with the limiter and one without take turns of a second each, on a Valkey of their own. A process of its own sends the requests over real connections; each connection is a client and sends its next request when it has its answer.',
  connections: 'Connections',
  secondsEach: 'Seconds of each side',
  outcome: 'What the limit does',
  outcomes: { allowed: 'lets every request through', blocked: 'refuses every request' },
  sides: 'What is measured',
  sidesNames: { both: 'both, in turn', with: 'only with the limiter', without: 'only without' },
  side: { with: 'with the limiter', without: 'without' } as Record<Side, string>,
  start: 'Send the load',
  again: 'Send it again',
  phases: {
    starting: 'Starting the servers …',
    'warming up': 'Warming up …',
    measuring: 'Measuring …',
  },
  machine: (cores: number, node: string, valkey: string) =>
    `Measured on ${cores} ${cores === 1 ? 'core' : 'cores'}, Node ${node.replace(/^v/, '')}, Valkey ${valkey}.`,
  shared: (cores: number) =>
    cores <= 4
      ? `Server, Valkey and load generator share ${cores === 1 ? 'this core' : `these ${cores} cores`}, so each slows the others: compare the two columns, not these figures with another machine's.`
      : '',
  busy: (load: number) =>
    `This machine was busy before the load began (load average ${load.toFixed(1)}): expect noisy figures, and run it again.`,
  quiet: 'Figures of a machine that does other things too are noisy: a second run tells how much.',
  result: 'Result',
  metric: 'What',
  difference: 'Ratio',
  metrics: {
    requestsPerSecond: 'Requests per second',
    p50: 'Half of the answers within (p50)',
    p95: '95 of 100 within (p95)',
    p99: '99 of 100 within (p99)',
    nodeUs: 'Processor time in Node, a request',
    valkeyUs: 'Processor time in Valkey, a request',
    nodeCpu: 'Node, of a core',
    valkeyCpu: 'Valkey, of a core',
    generatorCpu: 'Load generator, of a core',
    answers: 'Answers',
  },
  notYet: '…',
  perSecond: (value: number) => whole.format(value),
  ms: (value: number) => `${value < 10 ? value.toFixed(2) : value.toFixed(1)} ms`,
  us: (value: number) => `${value < 10 ? value.toFixed(1) : whole.format(value)} µs`,
  percent: (share: number) => `${whole.format(share * 100)} %`,
  /** Beside an axis: no more digits than a round value has. */
  msTick: (value: number) => `${short.format(value)} ms`,
  percentTick: (share: number) => `${short.format(share * 100)} %`,
  seconds: (value: number) => `${value.toFixed(value % 1 === 0 ? 0 : 1)} s`,
  times: (value: number) => `× ${two(value)}`,
  answers: (statuses: Record<string, number>) =>
    Object.entries(statuses)
      .map(([status, count]) => `${whole.format(count)} × ${status}`)
      .join(', '),
  charts: {
    speed: 'Requests per second',
    p50: 'Half of the answers within (p50)',
    p99: '99 of 100 answers within (p99)',
    nodeCpu: 'Node, of a core',
    valkeyCpu: 'Valkey, of a core',
    x: 'seconds measured of each side',
  },
  progress: (done: number) => `${whole.format(done * 100)} %`,
  verdictTitle: 'What it says',
  verdict: ({ median, ...spread }: Spread, turns: number) => {
    const paired = turns > 1 ? ` (turn by turn from ${range({ median, ...spread })})` : ''
    if (median > 1.03) {
      return `With the limiter the server answered ${two(median)} times as many requests${paired}. A limiter cannot make a server faster: that much is this machine’s noise.`
    }
    if (median >= 0.97) {
      return `With the limiter the server answered as many requests as without${paired}, as far as this machine can tell.`
    }
    return `With the limiter the server answered ${two(median)} of the requests it answered without${paired}.`
  },
  noise: (spread: Spread) =>
    spread.max - spread.min > 0.3 * spread.median
      ? 'The turns differ much from each other: longer or quieter, and the figure gets firmer.'
      : '',
  cost: (us: number) =>
    us >= 1
      ? `A request costs ${whole.format(us)} µs more processor time with it, Node and Valkey together.`
      : '',
  groupCommit: (us: number) =>
    `Valkey spends ${us < 10 ? us.toFixed(1) : whole.format(us)} µs on a request: hits of the same turn of the event loop share one script call, so the more connections, the less.`,
  closedLoop:
    'Each connection waits for its answer before it sends again, so speed and latency are two sides of one figure: more connections, longer answers.',
}
