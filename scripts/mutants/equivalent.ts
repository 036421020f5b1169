// Mutants that do what the solution does. Each has its reason; nobody could tell it from the outside.

/** Lines of a solution that its task leaves open: no mutants are made there. */
const notAsked: [exercise: string, line: RegExp, why: string][] = [
  ['06', /'ok\\n'/, 'Which type the health check has is up to its author.'],
  ['08', /A joke\./, 'Lesson 8 asks who is counted, not what is answered.'],
  [
    '08',
    /\['(?:user|program)', |'address' : 'network'/,
    'Any word will do that tells kinds apart.',
  ],
  ['12', /answerError|on our side/, 'What a broken report looks like is not part of the task.'],
  [
    '12',
    /^ *res\.type\('text\/plain'\)/,
    'Lesson 6 asks for the type of a joke, lesson 12 does not.',
  ],
]

export const isNotAsked = (exercise: string, line: string): boolean =>
  notAsked.some(([of, pattern]) => of === exercise && pattern.test(line))

/** Reason -> ids of mutants. */
const byReason: Record<string, string[]> = {
  'An empty text is no number and no date either: what is done with it stays the same.': [
    '02 solution-2/connection-settings.ts: .regex(/^\\d+$/) | /^\\d+$/ → /^\\d*$/',
    '02 solution/connection-settings.ts: const port = /^\\d+$/.test(text) ? Number(text) : Number.NaN | /^\\d+$/ → /^\\d*$/',
    '07 solution/saka-client.ts: const seconds = /^\\d+$/.test(field) ? Number(field) : untilD | /^\\d+$/ → /^\\d*$/',
  ],
  'Only the words of an error differ; which variable it names stays the same.': [
    "02 solution-2/connection-settings.ts: VALKEY_HOST: z.string('is not set').min(1, 'is not set'), | , 'is not set' → nothing",
  ],
  'It differs in the last millisecond of a window only, in which PTTL is 0: nobody can hit that on purpose.':
    [
      '04 solution/fixed-window.lua: if ttlMs < 0 then | 0 → 1',
      '04 solution/fixed-window.lua: if ttlMs < 0 then | < → <=',
      '05 solution-2/rate-limit.ts: const resetSeconds = Math.max(1, Math.ceil(ttlMs / 1000)) | 1 → 0',
      '05 solution/fixed-window.lua: if ttlMs < 0 then | 0 → 1',
      '05 solution/fixed-window.lua: if ttlMs < 0 then | < → <=',
      '05 solution/rate-limit.ts: const resetSeconds = Math.max(1, Math.ceil(ttlMs / 1000)) | 1 → 0',
      '10 solution-2/rate-limit.ts: const resetSeconds = Math.max(1, Math.ceil(ttlMs / 1000)) | 1 → 0',
      '12 solution-2/api.ts: return { ...rule, left: rule.limit - taken, reset: Math.max( | 1 → 0',
      '12 solution-2/take-all.lua: if ttlMs < 0 then | 0 → 1',
      '12 solution-2/take-all.lua: if ttlMs < 0 then | < → <=',
      '12 solution/fixed-window.lua: if ttlMs < 0 then | 0 → 1',
      '12 solution/fixed-window.lua: if ttlMs < 0 then | < → <=',
      '12 solution/rate-limit.ts: const resetSeconds = Math.max(1, Math.ceil(ttlMs / 1000)) | 1 → 0',
    ],
  'A transaction that is executed has a reply for each command; one that is not, rejects.': [
    '05 solution-2/rate-limit.ts: if (count === undefined || ttlMs === undefined) throw new Er | count === undefined || ttlMs === undefined → false',
    "05 solution-2/rate-limit.ts: if (count === undefined || ttlMs === undefined) throw new Er | throw new Error('No reply') → ;",
    '05 solution-2/rate-limit.ts: if (count === undefined || ttlMs === undefined) throw new Er | || → &&',
  ],
  'A millisecond more or less, or less than one: no clock on a network is as exact.': [
    '07 solution-2/saka-client.ts: #wait = { since: 0, ms: 0 } | 0 → 1',
    '07 solution-2/saka-client.ts: #wait = { since: 0, ms: 0 } | 0 → 1 #2',
    '07 solution-2/saka-client.ts: const ms = Number.isNaN(named) || named < 1000 ? 1000 : Math | < → <=',
    '07 solution-2/saka-client.ts: deadlineMs = 5_000, | 5_000 → 4999',
    '07 solution-2/saka-client.ts: deadlineMs = 5_000, | 5_000 → 5001',
    '07 solution-2/saka-client.ts: return passedMs >= this.#wait.ms ? 0 : Math.ceil((this.#wait | >= → >',
    '07 solution/saka-client.ts: deadlineMs = 5_000, | 5_000 → 4999',
    '07 solution/saka-client.ts: deadlineMs = 5_000, | 5_000 → 5001',
    '09 solution-2/sliding-window-counter.lua: local nowMs = time[1] * 1000 + time[2] / 1000 | 1000 → 1001 #2',
    '09 solution-2/sliding-window-counter.lua: local nowMs = time[1] * 1000 + time[2] / 1000 | 1000 → 999 #2',
    '10 solution-2/rate-limit.ts: const { valkey, limit = 5, windowSeconds = 60, deadlineMs =  | 500 → 499',
    '10 solution-2/rate-limit.ts: const { valkey, limit = 5, windowSeconds = 60, deadlineMs =  | 500 → 501',
    '10 solution/rate-limit.ts: const { valkey, limit = 5, windowSeconds = 60, deadlineMs =  | 500 → 499',
    '10 solution/rate-limit.ts: const { valkey, limit = 5, windowSeconds = 60, deadlineMs =  | 500 → 501',
  ],
  'The value in its place says the same: nothing is known, nothing is set, or it is never used.': [
    "07 solution-2/saka-client.ts: const date = Date.parse(field ?? '') | '' → 'x'",
    "07 solution-2/saka-client.ts: const named = /^\\d/.test(field ?? '') ? seconds * 1000 : dat | '' → 'x'",
    "07 solution-2/saka-client.ts: const seconds = Number.parseInt(field ?? '', 10) | '' → 'x'",
    "07 solution-2/saka-client.ts: const seconds = Number.parseInt(field ?? '', 10) | , 10 → nothing",
    "07 solution/saka-client.ts: const field = headers.get('Retry-After') ?? '' | '' → 'x'",
    '09 solution/sliding-window-counter.lua: local current, previous = 0, 0 | 0 → 1 #2',
    '09 solution/sliding-window-counter.lua: local storedUs = tonumber(stored[1]) or 0 | 0 → 1',
    "10 solution-2/rate-limit.ts: const { onFailure = 'failClosed', onError } = options | 'failClosed' → 'failClosedx'",
    "10 solution/rate-limit.ts: const { onFailure = 'failClosed', onError } = options | 'failClosed' → 'failClosedx'",
    '12 solution-2/api.ts: const [taken, ttlMs] = states[i] ?? [0, 0] | 0 → 1',
    '12 solution-2/api.ts: const [taken, ttlMs] = states[i] ?? [0, 0] | 0 → 1 #2',
    '12 solution-2/api.ts: const [taken, ttlMs] = states[i] ?? [0, 0] | 0 → nothing',
    '12 solution-2/api.ts: const [taken, ttlMs] = states[i] ?? [0, 0] | 0 → nothing #2',
    "12 solution-2/api.ts: const clientOf = (req: Request) => clients.get(req.get('X-AP | '' → 'x'",
    "12 solution-2/api.ts: login: (req) => ({ name: 'login', who: req.ip ?? '', ...poli | '' → 'x'",
    "12 solution/api.ts: const clientOf = (req: Request) => clients.get(req.get('X-AP | '' → 'x'",
  ],
  'The rest of the line sees to it that whole seconds come out, and one at least.': [
    '07 solution-2/saka-client.ts: const ms = Number.isNaN(named) || named < 1000 ? 1000 : Math | 1000 → 1',
    '07 solution-2/saka-client.ts: const ms = Number.isNaN(named) || named < 1000 ? 1000 : Math | 1000 → 1001',
    '07 solution-2/saka-client.ts: const ms = Number.isNaN(named) || named < 1000 ? 1000 : Math | 1000 → 999',
    '07 solution/saka-client.ts: return Math.max(1, Math.ceil(seconds) || 1) | 1 → 0 #2',
  ],
  'Without an address there is no key, and the limiter that is handed in throws for itself.': [
    "08 solution/app.ts: if (req.ip === undefined) throw new Error('No client address | req.ip === undefined → false",
    "08 solution/app.ts: if (req.ip === undefined) throw new Error('No client address | throw new Error('No client address') → ;",
  ],
  'Lua makes a number of the text where it calculates.': [
    "09 solution-2/sliding-window-counter.lua: local function countOf(field) return tonumber(redis.call('HG | tonumber → nothing",
    '09 solution-2/sliding-window-counter.lua: local limit, windowMs = tonumber(ARGV[1]), tonumber(ARGV[2]) | tonumber → nothing #2',
    '09 solution/sliding-window-counter.lua: current, previous = tonumber(stored[2]), tonumber(stored[3]) | tonumber → nothing',
    '09 solution/sliding-window-counter.lua: current, previous = tonumber(stored[2]), tonumber(stored[3]) | tonumber → nothing #2',
    '09 solution/sliding-window-counter.lua: previous = tonumber(stored[2]) | tonumber → nothing',
    "12 solution-2/take-all.lua: reply[i + 1] = { tonumber(redis.call('GET', key) or 0), ttlM | tonumber → nothing",
  ],
  'How much is used may be rounded up or down: the lesson leaves it open.': [
    '09 solution-2/sliding-window-counter.lua: local used = countOf(this) + math.floor(weight * countOf(las | floor → ceil',
    '09 solution/sliding-window-counter.lua: return { allowed and 1 or 0, math.floor(used) } | floor → ceil',
  ],
  'An async function waits for the promise that it returns.': [
    '10 solution-2/rate-limit.ts: return (await valkey.eval(script, 1, key, windowSeconds)) as | await valkey.eval(script, 1, key, windowSeconds) → valkey.eval(script, 1, key, windowSeconds)',
    '10 solution/rate-limit.ts: return (await valkey.eval(script, 1, key, windowSeconds)) as | await valkey.eval(script, 1, key, windowSeconds) → valkey.eval(script, 1, key, windowSeconds)',
    '10 solution/rate-limit.ts: return await Promise.race([answer, late]).finally(() => over | await Promise.race([answer, late]).finally(() => over.abort( → Promise.race([answer, late]).finally(() => over.abort())',
  ],
  'A cache stores no 503 unless it is told to (RFC 9110, 15.1).': [
    "10 solution/rate-limit.ts: res.status(503).set('Retry-After', '1').set('Cache-Control', | 'Cache-Control' → 'Cache-Controlx'",
    "10 solution/rate-limit.ts: res.status(503).set('Retry-After', '1').set('Cache-Control', | 'Cache-Control', 'no-store' → 'no-store', 'Cache-Control'",
    "10 solution/rate-limit.ts: res.status(503).set('Retry-After', '1').set('Cache-Control', | 'no-store' → 'no-storex'",
    "10 solution/rate-limit.ts: res.status(503).set('Retry-After', '1').set('Cache-Control', | , 'no-store' → nothing",
  ],
  'The script takes from both policies or from none: their order means nothing.': [
    "12 solution-2/api.ts: app.get('/api/report', limitBy('user', 'report'), (req, res) | 'user', 'report' → 'report', 'user'",
  ],
}

/** Id of a mutant -> why it is no mistake. */
export const equivalent: Record<string, string> = Object.fromEntries(
  Object.entries(byReason).flatMap(([reason, ids]) => ids.map((id) => [id, reason])),
)
