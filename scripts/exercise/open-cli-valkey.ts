import type { CheckValkey } from '../../server/exercises/checks/check-valkey.ts'
import { createOpenCheckValkey } from '../../server/exercises/checks/check-valkey.ts'
import { createSandbox } from '../../server/sandbox/create-sandbox.ts'
import { createAskAsUser } from '../../server/valkey/ask-as-user.ts'
import { createDisposableLauncher } from '../../server/valkey/disposable-launcher.ts'
import { startEmbeddedValkey } from '../../server/valkey/embedded.ts'
import { findValkeyServer } from '../../server/valkey/find.ts'

/** A Valkey for the checks of this command alone; in a container where there is no valkey-server on this machine. */
export async function openCliValkey(given: {
  env: Record<string, string | undefined>
  root: string
  log: (line: string) => void
}): Promise<{ valkey: CheckValkey; close(): Promise<void> }> {
  const source = await findValkeyServer(given)
  const sandbox = createSandbox({ launcher: await createDisposableLauncher({ source, ...given }) })
  const embedded =
    sandbox.missing() === undefined ? undefined : await startEmbeddedValkey(source, given)
  const address = embedded?.address ?? { host: '127.0.0.1', port: 0, tls: false as const }
  const ask = createAskAsUser(address)
  const login = { username: 'default', password: address.password ?? '' }
  const open = createOpenCheckValkey({
    sandbox,
    shared: { address, ask: (args) => ask(login, args) },
  })
  return {
    valkey: await open(),
    async close() {
      await sandbox.close()
      await embedded?.stop()
    },
  }
}
