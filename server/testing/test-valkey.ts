// Which Valkey a test run uses. Tests run on a real one, always, and never on the one VALKEY_HOST names.
import { startEmbeddedValkey } from '../valkey/embedded.ts'
import { findValkeyServer } from '../valkey/find.ts'
import { type Docker, findDocker } from './test-docker.ts'
import { type TestValkey, takeNamedValkey } from './test-named.ts'

type TestValkeyOptions = { env: NodeJS.ProcessEnv; root: string; log: (line: string) => void }

/**
 * Gives a test run its Valkey, the first that fits: the empty one TEST_VALKEY_HOST names, a Testcontainers
 * container where Docker answers, the embedded server. `log` gets one line that says which.
 * Also says whether Docker can run containers, for the tests of the container path itself.
 * Throws when the named Valkey is not usable, and when no Valkey is to be had at all.
 */
export async function startTestValkey(
  options: TestValkeyOptions,
): Promise<{ valkey: TestValkey; docker: Docker }> {
  const docker = await findDocker(options.env)
  const valkey = await chooseValkey(docker, options)
  options.log(`Tests run on Valkey ${valkey.version} (${valkey.origin}).`)
  return { valkey, docker }
}

async function chooseValkey(docker: Docker, options: TestValkeyOptions): Promise<TestValkey> {
  const named = await takeNamedValkey(options.env)
  if (named) return named
  if (!docker.answers) return await startEmbeddedValkey(await findValkeyServer(options))
  const { startValkeyContainer } = await import('./test-container.ts')
  return await startValkeyContainer({ image: docker.image })
}
