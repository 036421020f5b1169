import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { openOwnValkey } from '../../server/testing/own-valkey.ts'
import { freePort } from '../../server/valkey/free-port.ts'

const program = `
  const { startRoomServer } = await import('./server/workshop/room-server.ts')
  const { origin } = await startRoomServer({ env: process.env, root: process.cwd(), log: console.error })
  console.log(origin)
`

/** A room in one server process that can be killed and started again, on a Valkey of its own. */
export async function startRoom({
  name,
  code,
  settings = {},
}: {
  name: string
  code: string
  settings?: Record<string, string>
}) {
  const valkey = await openOwnValkey()
  const { host, port, username, password } = valkey.server.address
  const token = randomBytes(32).toString('base64url')
  const env = {
    ...process.env,
    ...{ HOST: '127.0.0.1', PORT: String(await freePort()), NODE_ENV: '' },
    ...{ ROOM_NAME: name, ROOM_CODE: code, ROOM_TOKEN: token },
    ...{ VALKEY_HOST: host, VALKEY_PORT: String(port), VALKEY_TLS: 'false' },
    ...(username && { VALKEY_USERNAME: username }),
    ...(password && { VALKEY_PASSWORD: password }),
    ...settings,
  }
  let child: ChildProcess

  async function start(): Promise<string> {
    const args = ['--import', 'tsx', '--input-type=module', '--eval', program]
    const started = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
    child = started
    const [origin] = await Promise.race([
      once(createInterface({ input: started.stdout }), 'line'),
      once(started, 'exit').then(() => {
        throw new Error('The room’s server process did not start; what it said is above.')
      }),
    ])
    return String(origin)
  }

  async function kill(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }

  return {
    origin: await start(),
    token,
    valkey: valkey.client,
    /** As a crash would. */
    kill,
    start,
    freezeValkey: () => process.kill(valkey.server.pid(), 'SIGSTOP'),
    thawValkey: () => process.kill(valkey.server.pid(), 'SIGCONT'),
    async stop() {
      await kill()
      await valkey.closeBoth()
    },
  }
}
