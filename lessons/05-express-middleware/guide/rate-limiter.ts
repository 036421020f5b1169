import { readFileSync } from 'node:fs'
import type { RequestHandler } from 'express'
import type { Redis } from 'ioredis'

const rateLimiterLuaScript = readFileSync(new URL('./rate-limiter.lua', import.meta.url), 'utf8')

export function createRateLimiter(redis: Redis): RequestHandler {
  // region: middleware
  const rateLimiter: RequestHandler = async (req, res, next) => {
    const ip = req.ip || 'global'
    const limit = 5
    const windowInSeconds = 60
    const key = `rate:${ip}`
    const current = await redis.eval(rateLimiterLuaScript, 1, key, windowInSeconds)
    if (Number(current) > limit) return res.status(429).send('Hız sınırı aşıldı')
    next()
  }
  // endregion: middleware
  return rateLimiter
}
