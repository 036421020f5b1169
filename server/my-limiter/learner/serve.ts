import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { asRequest } from './mark-commands.ts'
import { handoverHeader } from './messages.ts'

/**
 * Listens on a free loopback port for what the workbook hands over, and gives the port. The listener sees the request
 * as if its client had connected to it: the address is the client's, and the headers are the client's own.
 */
export async function serve({
  listener,
  secret,
  behindProxy,
  prepare = () => {},
}: {
  listener: RequestListener
  secret: string
  /** The workbook plays the one proxy in front: the connection is its own, and X-Forwarded-For names the client. */
  behindProxy: boolean
  prepare?: (req: IncomingMessage) => void
}): Promise<number> {
  const server = createServer((req, res) => {
    const [given, request, address] = String(req.headers[handoverHeader] ?? '').split(' ')
    if (given !== secret || request === undefined || address === undefined) {
      // Anybody on this machine can reach a loopback port.
      res.writeHead(403).end()
      return
    }
    forget(req, handoverHeader)
    if (behindProxy) {
      const { 'x-forwarded-for': written } = req.headers
      req.headers['x-forwarded-for'] = written === undefined ? address : `${written}, ${address}`
    }
    const remoteAddress = behindProxy ? '127.0.0.1' : address
    Object.defineProperty(req.socket, 'remoteAddress', { value: remoteAddress, configurable: true })
    prepare(req)
    asRequest(request, () => listener(req, res))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

function forget(req: IncomingMessage, name: string): void {
  delete req.headers[name]
  const at = req.rawHeaders.findIndex((word, i) => i % 2 === 0 && word.toLowerCase() === name)
  if (at !== -1) req.rawHeaders.splice(at, 2)
}
