// API keys as an HMAC, the proxy as a number of hops, the limiter in front of a router.
import { createHmac } from 'node:crypto'
import express, { type Request, type RequestHandler, Router } from 'express'

type Tools = {
  rateLimit: (options: { keyGenerator: (req: Request) => string }) => RequestHandler
  knownClient: (req: Request) => { user?: string; apiKey?: string }
  networkOf: (address: string) => string
}

const secret = 'in production from the environment'

export const createApp = (tools: Tools) => {
  const keyGenerator = (req: Request) => {
    const { user, apiKey } = tools.knownClient(req)
    if (user) return `u=${encodeURIComponent(user)}`
    if (apiKey) return `k=${createHmac('sha512', secret).update(apiKey).digest('base64url')}`
    if (!req.ip) throw new Error('A visitor without an address')
    return `n=${tools.networkOf(req.ip)}`
  }
  const api = Router()
  api.use(tools.rateLimit({ keyGenerator }))
  api.get('/saka', (_req, res) => void res.type('text/plain').send('A joke.'))
  return express().set('trust proxy', 1).use('/api', api)
}
