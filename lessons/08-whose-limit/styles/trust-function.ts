// Express is told by a function which hops to trust: the first one, which is the proxy. Kinds are tried one after the other.
import { hash } from 'node:crypto'
import express, { type Express, type Request, type RequestHandler } from 'express'

type Tools = {
  rateLimit: (options: { keyGenerator: (req: Request) => string }) => RequestHandler
  knownClient: (req: Request) => { user?: string; apiKey?: string }
  networkOf: (address: string) => string
}

type Kind = (req: Request) => string | undefined

const sha256 = (text: string) => hash('sha256', text, 'hex')

export function createApp({ rateLimit, knownClient, networkOf }: Tools): Express {
  const kinds: [string, Kind][] = [
    ['user', (req) => knownClient(req).user],
    ['program', (req) => knownClient(req).apiKey && sha256(`${knownClient(req).apiKey}`)],
    ['network', (req) => (req.ip === undefined ? undefined : networkOf(req.ip))],
  ]
  const app = express()
  app.set('trust proxy', (_address: string, hop: number) => hop === 0)
  app.get(
    '/api/saka',
    rateLimit({
      keyGenerator(req) {
        for (const [kind, nameOf] of kinds) {
          const name = nameOf(req)
          if (name !== undefined) return `${kind}/${name}`
        }
        throw new Error('Nobody')
      },
    }),
    (_req, res) => {
      res.set('Content-Type', 'text/plain').send('A joke.')
    },
  )
  return app
}
