// One server process of the room that is measured. Its environment says which; it tells its parent where it listens.
import { startRoomServer } from '../../../server/room-server.ts'

const log = (line: string) => process.stderr.write(`${line}\n`)
const { origin } = await startRoomServer({ env: process.env, root: process.cwd(), log })
process.send?.({ origin })
process.on('disconnect', () => process.exit())
process.on('SIGINT', () => {})
