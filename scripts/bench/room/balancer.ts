// A load balancer that nobody here wrote: HAProxy, with what compose.yml's profile gives it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '../../../server/valkey/free-port.ts'

export type Balancer = { port: number; stop(): Promise<void> }

/** Shares connections out between servers on these ports; one that does not answer /healthz gets none. */
export async function startBalancer(ports: number[]): Promise<Balancer> {
  const port = await freePort()
  const folder = await mkdtemp(join(tmpdir(), 'workbook-balancer-'))
  const file = join(folder, 'haproxy.cfg')
  await writeFile(file, configuration(port, ports))
  const child = spawn('haproxy', ['-db', '-f', file], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (data) => {
    said = `${said}${data}`.slice(-2000)
  })
  const failed = once(child, 'error').then(() => {
    throw Object.assign(
      new Error(
        'Several servers need a balancer, and there is no haproxy on this machine: apt-get install haproxy.',
      ),
      { expected: true },
    )
  })
  failed.catch(() => {})
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await Promise.race([untilItListens(port, () => said), failed])
  } catch (error) {
    await stop()
    throw error
  }
  return { port, stop }
}

function configuration(port: number, ports: number[]): string {
  return `global
  maxconn 8000
defaults
  mode http
  timeout connect 1s
  timeout check 2s
  timeout client 1h
  timeout server 1h
  timeout http-keep-alive 1h
  option redispatch
  retries 2
listen room
  bind 127.0.0.1:${port}
  balance leastconn
  option httpchk GET /healthz
  http-check send hdr Host localhost
  default-server check inter 500ms fall 3 rise 1 on-marked-down shutdown-sessions
${ports.map((one, i) => `  server s${i} 127.0.0.1:${one}`).join('\n')}
`
}

async function untilItListens(port: number, said: () => string): Promise<void> {
  const deadline = performance.now() + 5000
  while (performance.now() < deadline) {
    const listens = await new Promise<boolean>((resolve) => {
      const socket = connect({ host: '127.0.0.1', port })
      socket.on('connect', () => {
        socket.destroy()
        resolve(true)
      })
      socket.on('error', () => resolve(false))
    })
    if (listens) return
    await wait(20)
  }
  throw new Error(`haproxy does not listen after 5 s. It said: ${said()}`)
}
