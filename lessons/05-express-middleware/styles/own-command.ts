// The script is a command of the client, which sends its hash; each answer is an object that is written at the end.
import { readFileSync } from 'node:fs'
import type { RequestHandler } from 'express'
import type { Redis } from 'ioredis'

const lua = readFileSync(new URL('../solution/fixed-window.lua', import.meta.url), 'utf8')
const about = 'https://iana.org/assignments/http-problem-types#'

type Counting = Redis & {
  countHit(key: string, windowSeconds: number): Promise<[count: number, ttlMs: number]>
}
type Refusal = { status: 429 | 503; type: string; after: number; more?: object }

export function rateLimit(options: { valkey: Redis; limit?: number; windowSeconds?: number }) {
  const limit = options.limit ?? 5
  const windowSeconds = options.windowSeconds ?? 60
  options.valkey.defineCommand('countHit', { lua, numberOfKeys: 1 })
  const valkey = options.valkey as Counting

  const limiter: RequestHandler = async (req, res, next) => {
    if (req.ip === undefined) {
      next(new TypeError('The client has no address'))
      return
    }
    const hit = await valkey.countHit(`rate:${req.ip}`, windowSeconds).catch(() => undefined)
    let refusal: Refusal | undefined
    if (hit === undefined) {
      refusal = { status: 503, type: 'temporary-reduced-capacity', after: 1 }
    } else {
      const [count, ttlMs] = hit
      const seconds = Math.max(Math.ceil(ttlMs / 1000), 1)
      const left = Math.max(limit - count, 0)
      res.append('RateLimit-Policy', `"default";q=${limit};w=${windowSeconds};qu="requests"`)
      res.append('RateLimit', `"default";r=${left};t=${seconds}`)
      if (count > limit) {
        // Up to a second later, so that those who were refused together do not come back together.
        const after = seconds + Math.round(Math.random())
        const more = { 'violated-policies': ['default'] }
        refusal = { status: 429, type: 'quota-exceeded', after, more }
      }
    }
    if (refusal === undefined) {
      next()
      return
    }
    const { status, type, after, more } = refusal
    res.status(status)
    res.set({ 'Retry-After': String(after), 'Cache-Control': 'no-store' })
    res.set('Content-Type', 'application/problem+json')
    res.end(JSON.stringify({ type: about + type, title: `Status ${status}`, status, ...more }))
  }
  return limiter
}
