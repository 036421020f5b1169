// The way to a Valkey before any client: the name, the port, and whether it speaks TLS. One socket per question.
import { lookup } from 'node:dns/promises'
import { connect, isIP, type Socket } from 'node:net'
import { rootCertificates, connect as tlsConnect } from 'node:tls'
import type { ValkeyAddress } from './address.ts'

const deadlineMs = 2500

/** The address behind a host name. Rejects with Node's own error, ENOTFOUND for example. */
export async function probeName(host: string): Promise<string> {
  if (isIP(host)) return host
  // A resolver has its own idea of patience.
  return (await within(lookup(host), host)).address
}

/** Whether anything listens there. Rejects with ECONNREFUSED, ETIMEDOUT and so on. */
export async function probePort({ host, port }: ValkeyAddress): Promise<void> {
  const socket = connect({ host, port })
  try {
    await event(socket, 'connect')
  } finally {
    socket.destroy()
  }
}

/** The TLS version agreed on. Rejects with what is wrong with the certificate, or when the other side speaks no TLS. */
export async function probeTls({ host, port, tls }: ValkeyAddress): Promise<string> {
  const ca = tls && tls.ca !== undefined ? { ca: [...rootCertificates, tls.ca] } : {}
  const socket = tlsConnect({ host, port, ...(isIP(host) ? {} : { servername: host }), ...ca })
  try {
    await event(socket, 'secureConnect')
    return socket.getProtocol() ?? 'TLS'
  } catch (error) {
    if (await speaksPlain({ host, port })) throw coded('ERR_SSL_WRONG_VERSION_NUMBER', 'no TLS')
    throw error
  } finally {
    socket.destroy()
  }
}

/**
 * For a port that is spoken to without TLS: rejects when it wants TLS, or when what answers is no Valkey.
 * A Valkey answers a PING in any case, with an error where it wants a password first.
 */
export async function probePlain({ host, port }: ValkeyAddress): Promise<void> {
  if (await speaksPlain({ host, port })) return
  if (await speaksTls({ host, port })) throw coded('NEEDS_TLS', 'the port speaks TLS')
  throw coded('NOT_VALKEY', 'no answer to PING')
}

async function speaksPlain(at: { host: string; port: number }): Promise<boolean> {
  const socket = connect(at)
  try {
    await event(socket, 'connect')
    socket.write('PING\r\n')
    const [answer] = await event(socket, 'data')
    return /^[+-]/.test(String(answer))
  } catch {
    // Closed or silent: whatever it is, it does not speak this protocol in the clear.
    return false
  } finally {
    socket.destroy()
  }
}

/** Only whether there is TLS: nothing is said over this connection, so nobody's certificate matters. */
async function speaksTls({ host, port }: { host: string; port: number }): Promise<boolean> {
  const socket = tlsConnect({ host, port, rejectUnauthorized: false })
  try {
    await event(socket, 'secureConnect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

/** Waits for one event. Rejects when the socket fails or closes first, and after the deadline (ETIMEDOUT). */
function event(socket: Socket, name: 'connect' | 'secureConnect' | 'data'): Promise<unknown[]> {
  const happened = new Promise<unknown[]>((resolve, reject) => {
    socket.once(name, (...given: unknown[]) => resolve(given))
    // It stays: an error after the first one must not end the process.
    socket.on('error', reject)
    socket.once('close', () => reject(coded('ECONNRESET', 'the connection was closed')))
  })
  return within(happened, name)
}

async function within<T>(promise: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(coded('ETIMEDOUT', `${what} took too long`)), deadlineMs)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

function coded(code: string, message: string): Error {
  return Object.assign(new Error(message), { code })
}
