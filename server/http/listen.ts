import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { StartError } from '../process/start-error.ts'

/** A request still running this long after the close began is cut off. */
const drainMs = 2000

/**
 * Listens, and resolves to the port (the one the system chose when `port` is 0). Throws a StartError that says what to do;
 * `onPort` is the command for another port.
 */
export function listen(
  server: Server,
  { host, port }: { host: string; port: number },
  onPort = (other: number) => `PORT=${other} npm start`,
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(listenError(error, { host, port, onPort }))
    })
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })
}

function listenError(
  error: NodeJS.ErrnoException,
  { host, port, onPort }: { host: string; port: number; onPort: (port: number) => string },
): Error {
  if (error.code === 'EADDRINUSE') {
    const other = port < 65_535 ? port + 1 : 3000
    return new StartError(
      `Port ${port} is taken by another program. Stop that one, or choose another port: ${onPort(other)}`,
    )
  }
  if (error.code === 'EACCES') {
    return new StartError(`Port ${port} needs root rights. Choose one above 1023: ${onPort(3000)}`)
  }
  if (error.code === 'EADDRNOTAVAIL') {
    return new StartError(`${host} is no address of this machine, so nothing can listen there.`)
  }
  return new StartError(
    `The workbook cannot listen on ${host} (${error.code}). Leave HOST unset, or use 127.0.0.1.`,
  )
}

/**
 * Prepares the end of a server while nothing is asked of it yet. The returned function closes it: event streams never
 * end by themselves, so they are ended first; requests still running may finish, for a while; and as soon as none
 * runs, every connection is closed. (Node's closeIdleConnections spares a connection that never carried a request,
 * such as the one a browser opens ahead of need.)
 */
export function prepareClose(
  server: Server,
  { endStreams }: { endStreams: () => void },
): () => Promise<void> {
  let running = 0
  let closing = false
  const closeIfIdle = () => {
    if (closing && running === 0) server.closeAllConnections()
  }
  server.on('request', (_req, res) => {
    running += 1
    res.once('close', () => {
      running -= 1
      closeIfIdle()
    })
  })
  return function close() {
    return new Promise((resolve) => {
      endStreams()
      const deadline = setTimeout(() => server.closeAllConnections(), drainMs)
      server.close(() => {
        clearTimeout(deadline)
        resolve()
      })
      closing = true
      closeIfIdle()
    })
  }
}

export function urlHost(host: string): string {
  if (host === '127.0.0.1') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
