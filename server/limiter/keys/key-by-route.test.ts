import express, { type Request } from 'express'
import { afterEach, expect, test } from 'vitest'
import { serve } from '../../testing/serve.ts'
import { keyByRoute } from './key-by-route.ts'

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close()
})

const key = keyByRoute(() => 'ada')

/** Builds an app around a middleware that notes its key, sends the requests, and tells the keys. */
async function keysOf(
  build: (app: express.Express, note: express.RequestHandler) => void,
  requests: [method: string, path: string][],
  keyGenerator: (req: Request) => string = key,
): Promise<string[]> {
  const keys: string[] = []
  const app = express()
  build(app, (req, _res, next) => {
    keys.push(keyGenerator(req))
    next()
  })
  app.use((_req, res) => void res.end())
  const server = await serve(app)
  opened.push(server)
  for (const [method, path] of requests) await fetch(server.url + path, { method })
  return keys
}

test('all paths of one route share a counter, whatever stands in their parameters', async () => {
  const keys = await keysOf(
    (app, note) => app.get('/jokes/:id', note),
    [
      ['GET', '/jokes/1'],
      ['GET', `/jokes/${'x'.repeat(5000)}?y=1`],
      ['HEAD', '/JOKES/2/'],
    ],
  )
  expect(keys).toEqual(Array(3).fill('GET:/jokes/:id#ada'))
})

test('methods are routes of their own, app.all is one for every method', async () => {
  const requests: [string, string][] = [
    ['GET', '/jokes'],
    ['POST', '/jokes'],
  ]
  const separate = (app: express.Express, note: express.RequestHandler) =>
    app.route('/jokes').get(note).post(note)
  expect(await keysOf(separate, requests)).toEqual(['GET:/jokes#ada', 'POST:/jokes#ada'])
  const all = (app: express.Express, note: express.RequestHandler) => app.all('/jokes', note)
  expect(await keysOf(all, requests)).toEqual(['ALL:/jokes#ada', 'ALL:/jokes#ada'])
})

test('a router’s mount path is part of the route, in one spelling', async () => {
  const build = (app: express.Express, note: express.RequestHandler) => {
    const router = express.Router().get('/', note).get('/jokes', note)
    app.use('/api', router)
  }
  const requests: [string, string][] = [
    ['GET', '/api/jokes'],
    ['GET', '/aPI/jokes'],
    ['GET', '/api/'],
  ]
  expect(await keysOf(build, requests)).toEqual([
    'GET:/api/jokes#ada',
    'GET:/api/jokes#ada',
    'GET:/api#ada',
  ])
})

test('under app.use it counts per mount path, all methods and paths together', async () => {
  const requests: [string, string][] = [
    ['GET', '/api/jokes/1'],
    ['POST', '/API/other'],
  ]
  expect(await keysOf((app, note) => app.use('/api', note), requests)).toEqual([
    'ALL:/api#ada',
    'ALL:/api#ada',
  ])
  expect(await keysOf((app, note) => app.use(note), [['GET', '/x']])).toEqual(['ALL:#ada'])
})

test('patterns with optional parts, regular expressions and lists make keys without braces', async () => {
  const build = (app: express.Express, note: express.RequestHandler) => {
    app.get('/files{/:name}', note)
    app.get([/^\/a{1,3}$/, '/b'], note)
  }
  const requests: [string, string][] = [
    ['GET', '/files/x'],
    ['GET', '/aa'],
    ['GET', '/b'],
  ]
  expect(await keysOf(build, requests)).toEqual([
    'GET:/files(/:name)#ada',
    'GET:/^\\/a(1,3)$/,/b#ada',
    'GET:/^\\/a(1,3)$/,/b#ada',
  ])
})

test('a route can be named where Express only knows the client’s own text', async () => {
  const build = (app: express.Express, note: express.RequestHandler) => {
    app.use('/teams/:team', express.Router().get('/jokes', note))
  }
  const requests: [string, string][] = [
    ['GET', '/teams/red/jokes'],
    ['GET', '/teams/blue/jokes'],
  ]
  const named = keyByRoute(() => 'ada', { route: '/teams/:team/jokes' })
  expect(await keysOf(build, requests, named)).toEqual(Array(2).fill('GET:/teams/:team/jokes#ada'))
})

test('under a router with a parameter a client cannot make up fresh counters: the parts that differ count as one', async () => {
  const build = (app: express.Express, note: express.RequestHandler) => {
    app.use('/teams/:team', express.Router().get('/jokes', note))
  }
  const requests = Array.from({ length: 7 }, (_, i): [string, string] => [
    'GET',
    `/teams/${i}/jokes`,
  ])
  expect(
    await keysOf(
      build,
      requests,
      keyByRoute(() => 'ada'),
    ),
  ).toEqual(['GET:/teams/0/jokes#ada', ...Array(6).fill('GET:/teams/*/jokes#ada')])
})

test('under a regular expression, and however deep the paths are', async () => {
  const build = (app: express.Express, note: express.RequestHandler) => {
    app.use(/\/t.+(?=\/jokes)/, express.Router().get('/jokes', note))
  }
  const paths = ['/t/a/jokes', '/t/b/c/jokes', '/tx/d/jokes', '/t/a/jokes']
  const requests = paths.map((path): [string, string] => ['GET', path])
  const keys = await keysOf(
    build,
    requests,
    keyByRoute(() => 'ada'),
  )
  expect(keys.slice(2)).toEqual(Array(2).fill('GET:/**/jokes#ada'))
})

test('mounted with app.use under a parameter it counts under the name of the parameter', async () => {
  const build = (app: express.Express, note: express.RequestHandler) => {
    app.use('/teams/:team', note)
  }
  const requests = ['red', 'BLUE', 'a%20b'].map((team): [string, string] => [
    'GET',
    `/teams/${team}`,
  ])
  expect(
    await keysOf(
      build,
      requests,
      keyByRoute(() => 'ada'),
    ),
  ).toEqual(Array(3).fill('ALL:/teams/:team#ada'))
})

test('mounted with router.use under a parameter, at most twenty texts count apart', async () => {
  const build = (app: express.Express, note: express.RequestHandler) => {
    app.use('/teams/:team', express.Router().use(note))
  }
  const requests = Array.from({ length: 50 }, (_, i): [string, string] => ['GET', `/teams/${i}`])
  const keys = await keysOf(
    build,
    requests,
    keyByRoute(() => 'ada'),
  )
  expect(new Set(keys.slice(20))).toEqual(new Set(['ALL:/teams/*#ada']))
})
