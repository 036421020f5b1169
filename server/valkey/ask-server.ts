import { connect } from 'node:net'

/**
 * Logs in to a Valkey (or a Redis, which one lab compares it with) on loopback and asks for its version: proof that it answers to this password.
 * Speaks inline commands over a plain socket, so that it needs no client.
 * @returns for example "8.1.1"
 * @throws Error when nobody answers within a second, or the answer is an error
 * @see https://valkey.io/topics/protocol/#inline-commands
 */
export function askServer(port: number, password: string): Promise<string> {
  const { promise, resolve, reject } = withResolvers<string>()
  let answer = ''
  const socket = connect({ host: '127.0.0.1', port })
  const settle = (done: () => void) => {
    socket.destroy()
    done()
  }
  socket.setTimeout(1_000, () => settle(() => reject(new Error('no answer within 1 s'))))
  socket.on('error', (error) => settle(() => reject(error)))
  socket.on('close', () => reject(new Error('the connection was closed')))
  socket.on('connect', () => socket.write(`AUTH ${password}\r\nPING\r\nINFO server\r\n`))
  socket.on('data', (chunk) => {
    answer += chunk
    const refused = /^-(.+)\r$/m.exec(answer)?.[1]
    const version = (valkeyVersion.exec(answer) ?? redisVersion.exec(answer))?.[1]
    if (refused) settle(() => reject(new Error(refused)))
    else if (version) settle(() => resolve(version))
  })
  return promise
}

const valkeyVersion = /^valkey_version:(\S+)\r$/m
// A Valkey says which Redis it is compatible with, and then its own version before its mode.
const redisVersion = /^redis_version:(\S+)\r$(?:.|\s)*^redis_mode:/m

// Promise.withResolvers is not in Node 20.
function withResolvers<T>() {
  let resolve: (value: T) => void = () => {}
  let reject: (reason: Error) => void = () => {}
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}
