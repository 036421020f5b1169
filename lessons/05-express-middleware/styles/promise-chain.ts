// A chain of promises, and the fields written with Node's own functions.
import { readFileSync } from 'node:fs'
import type { RequestHandler, Response } from 'express'
import type { Redis } from 'ioredis'

const script = readFileSync(new URL('../solution/fixed-window.lua', import.meta.url), 'utf8')

type Problem = { type: string; title: string; status: number; 'violated-policies'?: string[] }

function answer(res: Response, problem: Problem, seconds: number): void {
  const type = `https://iana.org/assignments/http-problem-types#${problem.type}`
  res.writeHead(problem.status, {
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Cache-Control': 'private, no-store',
    'Retry-After': seconds,
  })
  res.end(JSON.stringify({ ...problem, type }))
}

export const rateLimit =
  ({ valkey, limit = 5, windowSeconds = 60 }: Options): RequestHandler =>
  (req, res, next) => {
    if (!req.ip) return next(new Error('A request without an address'))
    valkey
      .eval(script, 1, `rate:${req.ip}`, windowSeconds)
      .then((reply) => decide(reply as [number, number]))
      .catch(() => answer(res, unavailable, 2))

    function decide([count, ttlMs]: [number, number]) {
      const seconds = Math.ceil(ttlMs / 1000) || 1
      // The order of parameters, and spaces before them, mean nothing.
      res.setHeader('RateLimit-Policy', `"default"; w=${windowSeconds}; q=${limit}`)
      res.setHeader('RateLimit', `"default"; t=${seconds}; r=${count > limit ? 0 : limit - count}`)
      if (count > limit) answer(res, exceeded, seconds)
      else next()
    }
  }

type Options = { valkey: Redis; limit?: number; windowSeconds?: number }

const unavailable = { type: 'temporary-reduced-capacity', title: 'No counter', status: 503 }
const exceeded = {
  type: 'quota-exceeded',
  title: 'Too many requests',
  status: 429,
  'violated-policies': ['default'],
}
