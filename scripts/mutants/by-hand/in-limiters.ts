// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are code, with templates in it
// In scripts and middleware that count: lessons 4, 5, 9 and 10.
import type { ByHand } from '../mutant.ts'

const lua = 'fixed-window.lua'
const count = "redis.call('INCR', KEYS[1])"
const mw = 'rate-limit.ts'
const address = "if (req.ip === undefined) throw new Error('No client address')"
const skipIf = (condition: string): [string, string] => [
  address,
  `if (${condition}) return next()\n    ${address}`,
]

const script: [kind: string, what: string, from: string, to: string][] = [
  ['lost expiry', 'repaired at the second hit only', 'ttlMs < 0', 'ttlMs < 0 and count <= 2'],
  ['lost expiry', 'repaired up to 100', 'ttlMs < 0', 'ttlMs < 0 and count <= 100'],
  ['lost expiry', 'repaired at even counts', 'ttlMs < 0', 'ttlMs < 0 and count % 2 == 0'],
  ['lost expiry', 'repaired in short windows', 'ttlMs < 0', 'ttlMs < 0 and ARGV[1] + 0 < 100'],
  ['first window only', 'never after a first one', 'ttlMs < 0', 'ttlMs == -2'],
  ['other unit', 'half of the window', 'KEYS[1], ARGV[1])', 'KEYS[1], math.ceil(ARGV[1] / 2))'],
  ['other unit', 'minutes told', 'ARGV[1] * 1000', 'ARGV[1] * 60000'],
  ['other key', 'a key of its own beside it', "'EXPIRE', KEYS[1]", "'EXPIRE', KEYS[1] .. ':x'"],
  [
    'forgiven',
    'the repair starts at one',
    "redis.call('EXPIRE'",
    "redis.call('SET', KEYS[1], 1)\n  redis.call('EXPIRE'",
  ],
  ['counted twice', 'two for each hit', count, "redis.call('INCRBY', KEYS[1], 2)"],
  ['capped', 'it stops at ten', `local count = ${count}`, `local count = math.min(10, ${count})`],
]

const middleware: [kind: string, what: string, edits: [string, string][]][] = [
  ['only GET limited', 'HEAD passes', [skipIf("req.method === 'HEAD'")]],
  ['only GET limited', 'only GET', [skipIf("req.method !== 'GET'")]],
  [
    'client-chosen headers',
    'X-Real-IP decides',
    [['rate:${req.ip}', "rate:${req.get('X-Real-IP') ?? req.ip}"]],
  ],
  [
    'client-chosen headers',
    'an API key buys another counter',
    [['rate:${req.ip}', "rate:${req.get('X-API-Key') ?? req.ip}"]],
  ],
  [
    'client-chosen headers',
    'a claim to be this machine',
    [skipIf("req.get('X-Forwarded-For') === '127.0.0.1'")],
  ],
  [
    'second instance',
    'a key for each process',
    [['rate:${req.ip}', 'rate:${req.ip}:${Math.random()}']],
  ],
  [
    'wrong address',
    'the socket in place of req.ip',
    [['rate:${req.ip}', 'rate:${req.socket.remoteAddress}']],
  ],
  [
    'process memory',
    'one in a hundred is counted here',
    [
      ['return async function', 'let seen = 0\n  return async function'],
      skipIf('(seen += 1) > 5 && seen < 7'),
    ],
  ],
]

export const inLimiters: ByHand[] = [
  ...['04', '05'].flatMap((exercise) =>
    script.map(([kind, what, from, to]) => ({
      exercise,
      kind,
      what,
      file: lua,
      edits: [[from, to]] satisfies [string, string][],
    })),
  ),
  ...middleware.map(([kind, what, edits]) => ({ exercise: '05', kind, what, file: mw, edits })),
  ...middleware
    .filter(([kind]) => kind !== 'wrong address')
    .map(([kind, what, edits]) => ({ exercise: '10', kind, what, file: mw, edits })),
  {
    exercise: '05',
    kind: 'other spelling',
    what: 'capitals pass',
    file: mw,
    edits: [skipIf('/[A-Z]/.test(req.originalUrl)')],
  },
  {
    exercise: '05',
    kind: 'cut connection',
    what: 'a second try after an error',
    file: mw,
    edits: [
      [
        'const reply = await valkey.eval(script, 1, key, windowSeconds)',
        'const ask = () => valkey.eval(script, 1, key, windowSeconds)\n      const reply = await ask().catch(() => new Promise((r) => setTimeout(r, 300)).then(ask))',
      ],
    ],
  },
  {
    exercise: '10',
    kind: 'slow connection',
    what: 'the deadline is doubled',
    file: mw,
    edits: [['wait(deadlineMs, undefined', 'wait(deadlineMs + 2000, undefined']],
  },
  {
    exercise: '10',
    kind: 'cut connection',
    what: 'an error lets through, a deadline does not',
    file: mw,
    edits: [
      [
        "if (onFailure === 'failOpen')",
        "if (onFailure === 'failOpen' || !`${error}`.includes('within'))",
      ],
    ],
  },
]
