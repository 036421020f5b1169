import { createServer } from 'node:net'
import { PortTakenError, type ServerProcess } from './server-process.ts'

/** Between picking a port and listening on it somebody may take it: then another one. */
export async function bootOnFreePort(boot: (port: number) => Promise<ServerProcess>) {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    try {
      return { port, server: await boot(port) }
    } catch (cause) {
      if (!(cause instanceof PortTakenError) || attempt === 5) throw cause
    }
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject)
    probe.listen({ host: '127.0.0.1', port: 0 }, resolve)
  })
  const { port } = probe.address() as { port: number }
  await new Promise((resolve) => probe.close(resolve))
  return port
}
