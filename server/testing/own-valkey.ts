import { connectValkey, type ValkeyConnection } from '../valkey/connect.ts'
import { type EmbeddedValkey, startEmbeddedValkey } from '../valkey/embedded.ts'
import { findValkeyServer } from '../valkey/find.ts'

/** A Valkey of a test's own, to be killed or frozen, and a ready connection to it. */
export async function openOwnValkey(): Promise<
  ValkeyConnection & { server: EmbeddedValkey; closeBoth(): Promise<void> }
> {
  const source = await findValkeyServer({ env: process.env, root: process.cwd(), log: () => {} })
  const server = await startEmbeddedValkey(source)
  const connection = connectValkey(server.address, { where: "a test's own Valkey" })
  await connection.ready(5000)
  return {
    ...connection,
    server,
    async closeBoth() {
      connection.close()
      await server.stop()
    },
  }
}
