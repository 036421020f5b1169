// What `next start` does, and one thing more: it writes down who asks. Run it with `npm start`, after `npm run build`.
// PORT is the port to try first; the line it prints on stdout has the one that it got.
import { once } from 'node:events'
import { createServer } from 'node:http'
import next from 'next'

const server = createServer()
const port = await listen(Number(process.env.PORT ?? 3001))
const app = next({ dev: false, dir: import.meta.dirname, hostname: 'localhost', port })
await app.prepare()

/** For the lesson only, and compared whole, so that no spelling of another path passes for one of them. */
const leftAsNextStart = new Set([
  '/as-next-start/trusts-nobody/saka',
  '/as-next-start/trusts-one-hop/saka',
  '/as-next-start/handler',
])

// region: address
const handle = app.getRequestHandler()
server.on('request', (req, res) => {
  if (!isOurName(req.headers.host)) return refuse(res)
  // Whatever the client wrote there is gone: the address that the connection comes from cannot be made up.
  if (!leftAsNextStart.has(req.url ?? '')) {
    req.headers['x-forwarded-for'] = req.socket.remoteAddress
  }
  void handle(req, res)
})
// endregion: address

console.log(`Next.js ready: http://localhost:${port}`)

/**
 * Listens on loopback only, and takes any free port where the wanted one is taken.
 * @param {number} wanted
 */
async function listen(wanted) {
  try {
    await once(server.listen(wanted, '127.0.0.1'), 'listening')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    await once(server.listen(0, '127.0.0.1'), 'listening')
  }
  const address = server.address()
  return typeof address === 'object' && address ? address.port : wanted
}

/**
 * A page elsewhere that points its own name at 127.0.0.1 (DNS rebinding) is no way in.
 * @param {string | undefined} host
 */
function isOurName(host = '') {
  return /^(localhost|127\.0\.0\.1)(:\d{1,5})?$/i.test(host)
}

/** @param {import('node:http').ServerResponse} res */
function refuse(res) {
  res.writeHead(403, { 'Content-Type': 'text/plain; charset=utf-8' })
  res.end('This page answers as http://localhost only.\n')
}
