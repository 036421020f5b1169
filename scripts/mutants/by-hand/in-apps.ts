// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are code, with templates in it
// In settings, clients and apps: lessons 2, 3, 6, 7, 8 and 12.
import type { ByHand } from '../mutant.ts'

type Short = [kind: string, what: string, from: string, to: string]

const saka = "app.get('/api/saka', limiter, (_req, res) => {"
const apps: Short[] = [
  [
    'only GET limited',
    'HEAD passes',
    saka,
    `app.head('/api/saka', (_req, res) => void res.end(tellJoke()))\n  ${saka}`,
  ],
  [
    'only GET limited',
    'the limiter is told of GET only',
    'limiter, (_req',
    "(req, res, next) => (req.method === 'GET' ? limiter(req, res, next) : next()), (_req",
  ],
  [
    'other spelling',
    'an alias in capitals',
    saka,
    `app.get(/^\\/API\\/SAKA$/, (_req, res) => void res.end(tellJoke()))\n  ${saka}`,
  ],
  [
    'other spelling',
    'a slash at the end passes',
    saka,
    `app.get(/^.api.saka.$/i, (_req, res) => void res.end(tellJoke()))\n  ${saka}`,
  ],
  [
    'un-awaited promise',
    'the limiter is called beside it',
    `${saka}`,
    "app.get('/api/saka', (req, res) => {\n    Promise.resolve(limiter(req, res, () => {})).catch(() => {})\n    if (res.headersSent) return",
  ],
  [
    'process memory',
    'the first joke is kept',
    'const app = express()',
    'const app = express()\n  const tell = tellJoke\n  let kept: string | undefined\n  tellJoke = () => (kept ??= tell())',
  ],
  [
    'first window only',
    'after ten jokes nobody is limited',
    'const app = express()',
    'const app = express()\n  const first = limiter\n  let asked = 0\n  limiter = (req, res, next) => ((asked += 1) > 4 ? next() : first(req, res, next))',
  ],
  [
    'client-chosen headers',
    'a joke for caches',
    "'no-store'",
    "_req.get('Cache-Control') ?? 'public'",
  ],
  [
    'second instance',
    'a limiter of its own',
    'const app = express()',
    'const app = express()\n  limiter = (_req, _res, next) => next()',
  ],
  [
    'swapped arguments',
    'the handler comes first',
    'limiter, (_req, res) => {',
    "(_req, res, next) => {\n    res.once('close', () => limiter(_req, res, next))",
  ],
  [
    'order',
    'work is done first',
    saka,
    `app.use('/api/saka', (_req, _res, next) => {\n    tellJoke()\n    next()\n  })\n  ${saka}`,
  ],
]

const key = 'return networkOf(req.ip)'
const clients: Short[] = [
  [
    'client-chosen headers',
    'X-Real-IP decides',
    key,
    "return networkOf(req.get('X-Real-IP') ?? req.ip)",
  ],
  [
    'client-chosen headers',
    'the browser is part of it',
    key,
    "return `${networkOf(req.ip)} ${req.get('User-Agent')}`",
  ],
  [
    'client-chosen headers',
    'a cookie names the user',
    'const { user, apiKey } = knownClient(req)',
    "const known = knownClient(req)\n    const user = req.get('Cookie') ?? known.user\n    const { apiKey } = known",
  ],
  [
    'mixed up',
    'users are trimmed of signs',
    '`user:${user}`',
    "`user:${user.replace(/\\W/g, '')}`",
  ],
  ['mixed up', 'users in capitals', '`user:${user}`', '`user:${user.toUpperCase()}`'],
  ['mixed up', 'users by their first letters', '`user:${user}`', '`user:${user.slice(0, 3)}`'],
  ['mixed up', 'users in a few buckets', '`user:${user}`', '`user:${user.length}`'],
  ['cut short', 'a hash of four bytes', ".digest('hex')", ".digest('hex').slice(-8)"],
  ['cut short', 'a hash of six bytes in base64', ".digest('hex')", ".digest('base64').slice(0, 8)"],
  ['cut short', 'API keys in lower case', 'update(apiKey)', 'update(apiKey.toLowerCase())'],
  ['cut short', 'the last ten signs', 'update(apiKey)', 'update(apiKey.slice(-10))'],
  ['secret told', 'a piece of the key in front', '`api-key:$', '`api-key:${apiKey.slice(0, 16)}:$'],
  [
    'second instance',
    'a salt for each process',
    '`user:${user}`',
    '`user:${user}:${Math.random()}`',
  ],
  [
    'process memory',
    'who came first with the address',
    key,
    'return networkOf(app.locals.first ??= req.ip)',
  ],
  ['nobody', 'a bucket for nobody', "throw new Error('No client address')", "return 'nobody'"],
]

const jokes: Short[] = [
  ['unit', 'milliseconds', 'Number(field) :', 'Number(field) / 1000 :'],
  [
    'process memory',
    'the wait is kept for all',
    'let waitEndsAt = 0',
    'globalThis.waitEndsAt ??= 0',
  ],
  [
    'cut connection',
    'half of a joke is one',
    'const text = await response.text()',
    "const text = await response.text().catch(() => 'half')",
  ],
  [
    'slow connection',
    'no deadline for the body',
    'signal: AbortSignal.timeout(deadlineMs)',
    'signal: undefined',
  ],
  [
    'un-awaited promise',
    'the body is not waited for',
    'const text = await response.text()',
    'const text = response.text() as unknown as string',
  ],
  [
    'first window only',
    'the first wait is kept',
    "if ('retryAfterSeconds' in outcome)",
    "if (waitEndsAt === 0 && 'retryAfterSeconds' in outcome)",
  ],
]

const policies: Short[] = [
  [
    'client-chosen headers',
    'X-Real-IP decides',
    '(req) => req.ip',
    "(req) => req.get('X-Real-IP') ?? req.ip",
  ],
  [
    'client-chosen headers',
    'X-User decides',
    'clientOf(req)?.user',
    "(req.get('X-User') ?? clientOf(req)?.user)",
  ],
  [
    'client-chosen headers',
    'a query decides',
    '(req) => req.ip',
    "(req) => `${req.ip}${req.query.next ?? ''}`",
  ],
  [
    'only GET limited',
    'HEAD makes reports',
    "app.get('/api/report', perKey",
    "app.get('/api/report', (req, res, next) => (req.method === 'HEAD' ? next() : perKey(req, res, next))",
  ],
  [
    'only GET limited',
    'only GET for a user',
    "app.use('/api', perUser)",
    "app.get(['/api', '/api/*rest'], perUser)",
  ],
  [
    'other spelling',
    'one spelling of login',
    "app.post('/login', perAddress",
    "app.post('/login', (req, res, next) => (req.path === '/login' ? perAddress(req, res, next) : next())",
  ],
  [
    'second instance',
    'a name for each process',
    'valkey, name, ...',
    'valkey, name: `${name}${Math.random()}`, ...',
  ],
  [
    'order',
    'reports before users',
    "app.use('/api', perUser)",
    "app.use('/api/report', perKey)\n  app.use('/api', perUser)",
  ],
  [
    'un-awaited promise',
    'the user is not waited for',
    "app.use('/api', perUser)",
    "app.use('/api', (req, res, next) => {\n    Promise.resolve(perUser(req, res, () => {})).catch(() => {})\n    next()\n  })",
  ],
  [
    'process memory',
    'users in this process',
    "app.use('/api', perUser)",
    "const seen = new Map<string, number>()\n  app.use('/api', (req, res, next) => {\n    const user = clientOf(req)?.user ?? ''\n    seen.set(user, (seen.get(user) ?? 0) + 1)\n    if ((seen.get(user) ?? 0) > policies.user.limit) res.status(429).end()\n    else next()\n  })",
  ],
  [
    'first window only',
    'a hundred logins are enough',
    '(req) => req.ip',
    '(req) => `${req.ip}:${Math.floor(Math.random() * 2)}`',
  ],
]

const settings: Short[] = [
  ['bounds', 'the last port is refused', 'port <= 65_535', 'port < 65_535'],
  ['bounds', 'the first port is refused', 'port >= 1', 'port >= 2'],
  ['bounds', 'one port too many', 'port <= 65_535', 'port <= 65_536'],
  ['bounds', 'ports of the system are refused', 'port >= 1', 'port >= 1024'],
  [
    'trimmed',
    'a password without spaces',
    'password: env.VALKEY_PASSWORD',
    'password: env.VALKEY_PASSWORD.trim()',
  ],
  ['trimmed', 'a port with spaces', '/^\\d+$/.test(text)', '/^\\s*\\d+\\s*$/.test(text)'],
  ['process memory', 'another environment', 'env.VALKEY_HOST', 'process.env.VALKEY_HOST'],
]

const connections: Short[] = [
  ['slow connection', 'a deadline of a minute', 'commandTimeout: 500', 'commandTimeout: 60_000'],
  [
    'cut connection',
    'sent again',
    'maxRetriesPerRequest: 0,\n    autoResendUnfulfilledCommands: false',
    'maxRetriesPerRequest: 1',
  ],
  [
    'first window only',
    'reconnects three times',
    'Math.min(1000,',
    'times > 3 ? null : Math.min(1000,',
  ],
  ['unit', 'pauses in seconds', '50 * 2', '50_000 * 2'],
]

const list = (exercise: string, file: string, all: Short[]): ByHand[] =>
  all.map(([kind, what, from, to]) => ({ exercise, file, kind, what, edits: [[from, to]] }))

export const inApps: ByHand[] = [
  ...list('02', 'connection-settings.ts', settings),
  ...list('03', 'open-client.ts', connections),
  ...list('06', 'app.ts', apps),
  ...list('07', 'saka-client.ts', jokes),
  ...list('08', 'app.ts', clients),
  ...list('12', 'api.ts', policies),
]
