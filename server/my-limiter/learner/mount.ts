// How each exercise becomes something that answers GET /api/saka: one entry per exercise, each as its lesson's own checks
// mount it.
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, RequestListener } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Request, RequestHandler } from 'express'
import type { Redis } from 'ioredis'
import { keyByIp } from '../../limiter/keys/key-by-ip.ts'
import { rateLimit } from '../../limiter/rate-limit.ts'
import { compileScript } from './compile-script.ts'
import type { Load } from './messages.ts'
import { protectedApp } from './protected-app.ts'
import { limitByScript, twoNumbers } from './script-limiter.ts'
import { readSlidingWaits } from './sliding-waits.ts'

export type Mounted = {
  listener: RequestListener
  /** Whether the app expects one proxy before it. */
  behindProxy?: boolean
  prepare?: (req: IncomingMessage) => void
}

/** The learner's file has another form than the exercise asks for. */
export class ShapeError extends Error {
  override name = 'ShapeError'
}

type Parts = Omit<Load, 'valkey' | 'secret'> & { valkey: Redis }

const joke = 'Chuck Norris kod yazmaz, kod kendini yazar.\n'

/** Reads or imports the learner's file. Rejects with what its code throws, or with a ShapeError. */
export async function mount(parts: Parts): Promise<Mounted> {
  const mountIt = mounts[parts.number]
  if (!mountIt) throw new ShapeError(`Lesson ${parts.number} has nothing to answer requests with.`)
  return mountIt(parts)
}

const mounts: Record<number, (parts: Parts) => Promise<Mounted>> = {
  async 4(parts) {
    const { valkey, policy } = parts
    const script = await readScript(parts)
    const limiter = limitByScript(script, {
      ...{ valkey, policy },
      keyOf: (address) => `rate:${address}`,
      args: [policy.windowSeconds],
      read(reply) {
        const [count, ttlMs] = twoNumbers(reply, ['count', 'ttlMs'])
        return { allowed: count <= policy.limit, count, ttlMs }
      },
    })
    return { listener: protectedApp(limiter) }
  },

  async 5({ valkey, ...parts }) {
    const limiter = (await exported(parts, 'rateLimit'))({ valkey })
    return { listener: protectedApp(asFunction(limiter, 'rateLimit(…)', 'a middleware')) }
  },

  async 6({ valkey, ...parts }) {
    const createApp = await exported(parts, 'createApp')
    const limiter = rateLimit({ valkey, ...parts.policy })
    return { listener: asApp(createApp({ limiter, tellJoke: () => joke.trim() }), 'createApp(…)') }
  },

  async 8({ valkey, ...parts }) {
    const createApp = await exported(parts, 'createApp')
    const { policy } = parts
    type Limit = { keyGenerator: (req: Request) => string }
    const app = createApp({
      rateLimit: ({ keyGenerator }: Limit) => rateLimit({ valkey, ...policy, keyGenerator }),
      knownClient,
      networkOf: (ip: string) => keyByIp()({ ip } as Request),
    })
    return { listener: asApp(app, 'createApp(…)'), behindProxy: true }
  },

  async 9(parts) {
    const { valkey, policy, labPrefix } = parts
    const script = await readScript(parts)
    const { limit, windowSeconds } = policy
    const windowMs = windowSeconds * 1000
    const limiter = limitByScript(script, {
      ...{ valkey, policy },
      // Its name says how it is read. A string counter stands in rate:<ip>, and this one is a hash.
      keyOf: (ip) => `${labPrefix}rate:${limit}x${windowSeconds}:sliding-window-counter:mine:${ip}`,
      args: [limit, windowMs, Date.now()],
      read(reply) {
        const [allowed, count] = twoNumbers(reply, ['allowed', 'count'])
        return { allowed: allowed === 1, count }
      },
      waitsOf: (key) => readSlidingWaits(valkey, key, { limit, windowMs }),
    })
    return { listener: protectedApp(limiter) }
  },

  async 10({ valkey, ...parts }) {
    const create = await exported(parts, 'rateLimit')
    const limiter = create({ valkey, onError: (error: unknown) => console.error(`${error}`) })
    return { listener: protectedApp(asFunction(limiter, 'rateLimit(…)', 'a middleware')) }
  },

  async 12({ valkey, ...parts }) {
    const createApi = await exported(parts, 'createApi')
    const clients = new Map(apiKeys.map(({ key, ...client }) => [key, client]))
    const app = createApi({ valkey, clients, makeReport: () => 'A report.\n' })
    return {
      listener: asApp(app, 'createApi(…)'),
      // The playground sends no API key, so it comes as ada.
      prepare(req) {
        req.headers['x-api-key'] ??= apiKeys[0]?.key
      },
    }
  },
}

/** As in lesson 12's own checks. */
const apiKeys = [
  { key: 's3cret-ada-1', id: 'ada', user: 'ada' },
  { key: 's3cret-ada-2', id: 'ada-2', user: 'ada' },
  { key: 's3cret-bob-1', id: 'bob-1', user: 'bob' },
]

/** As in lesson 8's own checks: two users with a session, and one program with an API key. */
function knownClient(req: Request): { user?: string; apiKey?: string } {
  const user = /^Bearer session-of-(ada|bob)$/.exec(req.get('Authorization') ?? '')?.[1]
  const apiKey = req.get('X-API-Key')
  return { ...(user && { user }), ...(apiKey === 'sk-4f9a1c77' && { apiKey }) }
}

async function readScript({ folder, file, valkey }: Parts): Promise<string> {
  const script = await readFile(join(folder, file), 'utf8')
  await compileScript(valkey, script)
  return script
}

type Create = (options: Record<string, unknown>) => unknown

async function exported(
  { folder, file }: Pick<Load, 'folder' | 'file'>,
  name: string,
): Promise<Create> {
  const module: Record<string, unknown> = await import(pathToFileURL(join(folder, file)).href)
  return asFunction<Create>(module[name], `the export ${name} of ${file}`, 'a function')
}

function asFunction<Fn = RequestHandler>(value: unknown, what: string, wanted: string): Fn {
  if (typeof value === 'function') return value as Fn
  const is = value === undefined ? 'missing' : `a value of type ${typeof value}`
  throw new ShapeError(`${what} must be ${wanted}, and it is ${is}.`)
}

function asApp(value: unknown, what: string): RequestListener {
  return asFunction<RequestListener>(value, what, 'an Express app')
}
