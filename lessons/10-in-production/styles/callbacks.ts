// Two callbacks, one for what was counted and one for what failed.
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { RequestHandler } from 'express'
import type { Redis } from 'ioredis'
import type { RateLimitOptions } from '../solution/rate-limit.ts'

const script = readFileSync(new URL('../solution/fixed-window.lua', import.meta.url), 'utf8')

/** One race per request, with a timer that is unset by whoever is first. */
function hurry<T>(answer: Promise<T>, ms: number): Promise<T> {
  const { promise, reject, resolve } = withResolvers<T>()
  const timer = setTimeout(() => reject(new Error(`More than ${ms} ms`)), ms)
  answer.then(resolve, reject).finally(() => clearTimeout(timer))
  return promise
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => undefined
  let reject: (error: unknown) => void = () => undefined
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

async function ready(valkey: Redis): Promise<Redis> {
  if (valkey.status === 'connecting') await once(valkey, 'ready')
  return valkey
}

export function rateLimit(options: RateLimitOptions): RequestHandler {
  const { limit = 5, windowSeconds = 60, deadlineMs = 500 } = options

  return (req, res, next) => {
    const { ip } = req
    if (ip === undefined) return next(new Error('no address'))
    hurry(
      ready(options.valkey).then((one) => one.eval(script, 1, `rate:${ip}`, windowSeconds)),
      deadlineMs,
    ).then(counted, failed)

    function counted(reply: unknown): void {
      const [count, ttlMs] = reply as [number, number]
      const seconds = Math.max(1, Math.ceil(ttlMs / 1000))
      res.set('RateLimit-Policy', `"default";q=${limit};w=${windowSeconds}`)
      res.set('RateLimit', `"default";r=${Math.max(limit - count, 0)};t=${seconds}`)
      if (count <= limit) {
        next()
        return
      }
      const type = 'https://iana.org/assignments/http-problem-types#quota-exceeded'
      const body = { type, title: 'Quota', status: 429, 'violated-policies': ['default'] }
      res.status(429).set('Cache-Control', 'no-store').set('Retry-After', String(seconds))
      res.type('application/problem+json').send(body)
    }

    function failed(error: unknown): void {
      options.onError?.(error)
      if (options.onFailure === 'failOpen') {
        next()
        return
      }
      const type = 'https://iana.org/assignments/http-problem-types#temporary-reduced-capacity'
      res.status(503).set('Cache-Control', 'no-store').set('Retry-After', '1')
      res.type('application/problem+json').send({ type, title: 'Capacity', status: 503 })
    }
  }
}
