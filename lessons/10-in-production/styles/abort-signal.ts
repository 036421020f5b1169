// The deadline is an AbortSignal that rejects; it is taken off when the answer came first.
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { NextFunction, Request, Response } from 'express'
import type { RateLimitOptions } from '../solution/rate-limit.ts'

const lua = readFileSync(new URL('../solution/fixed-window.lua', import.meta.url), 'utf8')

async function within<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), ms)
  const done = new AbortController()
  const never = once(late.signal, 'abort', { signal: done.signal }).then(() => {
    throw new Error('Valkey is late')
  })
  try {
    return await Promise.race([work(), never])
  } finally {
    clearTimeout(timer)
    never.catch(() => undefined)
    done.abort()
  }
}

export function rateLimit(given: RateLimitOptions) {
  const options = { limit: 5, windowSeconds: 60, deadlineMs: 500, ...withoutUndefined(given) }
  const { valkey, limit, windowSeconds, deadlineMs } = options

  return async function limiter(req: Request, res: Response, next: NextFunction) {
    const address = req.ip
    if (address === undefined) return next(new Error('A client without an address'))
    let hit: number[] | undefined
    try {
      hit = await within(deadlineMs, async () => {
        return (await valkey.eval(lua, 1, `rate:${address}`, windowSeconds)) as number[]
      })
    } catch (error) {
      given.onError?.(error)
    }
    if (hit === undefined) {
      if (given.onFailure === 'failOpen') next()
      else answer(res, 503, 'temporary-reduced-capacity', 1)
      return
    }
    const [count = 0, ttlMs = 0] = hit
    const seconds = Math.max(1, Math.ceil(ttlMs / 1000))
    res.setHeader('RateLimit-Policy', `"default"; q=${limit}; w=${windowSeconds}`)
    res.setHeader('RateLimit', `"default"; r=${Math.max(0, limit - count)}; t=${seconds}`)
    if (count <= limit) next()
    else answer(res, 429, 'quota-exceeded', seconds, { 'violated-policies': ['default'] })
  }
}

function answer(res: Response, status: number, name: string, seconds: number, more = {}): void {
  const type = `https://iana.org/assignments/http-problem-types#${name}`
  res.writeHead(status, {
    'Content-Type': 'application/problem+json',
    'Retry-After': String(seconds),
    'Cache-Control': 'no-store',
  })
  res.end(JSON.stringify({ type, title: 'Later', status, ...more }))
}

function withoutUndefined<T extends object>(options: T): T {
  const set = Object.entries(options).filter(([, value]) => value !== undefined)
  return Object.fromEntries(set) as T
}
