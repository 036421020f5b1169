// One server process of the room that is measured. Its environment says which; it tells its parent where it listens,
// and when asked what it has taken of processor and memory.
import { startRoomServer } from '../../../server/workshop/room-server.ts'

const log = (line: string) => process.stderr.write(`${line}\n`)
const { origin } = await startRoomServer({ env: process.env, root: process.cwd(), log })
process.send?.({ origin })
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.({ cpuMs: (user + system) / 1000, bytes: process.memoryUsage.rss() })
})
process.on('disconnect', () => process.exit())
process.on('SIGINT', () => {})
