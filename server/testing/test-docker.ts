// Can this machine run a Valkey in a container? Asked once per test run.
import { VALKEY_IMAGE } from '../valkey/docker-server.ts'

/**
 * `image` is present on the Docker host when `answers` is true. `required` says that this run is there to test
 * containers, so that a missing Docker is a failure and no reason to skip.
 */
export type Docker =
  | { answers: true; image: string }
  | { answers: false; why: string; required: boolean }

const pullDeadlineMs = 180_000

/**
 * Looks for a Docker that answers (as Testcontainers does: DOCKER_HOST, its properties file, the usual sockets) and
 * sees that the Valkey image is there, pulling it if need be. The image is the pinned official one, or
 * TEST_VALKEY_IMAGE. TEST_QUICK is answered without looking; TEST_DOCKER_REQUIRED sets `required`.
 * Source: https://node.testcontainers.org/supported-container-runtimes/
 */
export async function findDocker(env: NodeJS.ProcessEnv): Promise<Docker> {
  const required = Boolean(env.TEST_DOCKER_REQUIRED)
  if (env.TEST_QUICK) return { answers: false, why: 'a quick run leaves containers out', required }
  const image = env.TEST_VALKEY_IMAGE || VALKEY_IMAGE
  const why = await problemWith(image)
  return why === undefined ? { answers: true, image } : { answers: false, why, required }
}

/** Why no container of this image can be started here; undefined when one can. */
async function problemWith(image: string): Promise<string | undefined> {
  // Only here: loading Testcontainers takes half a second.
  const { getContainerRuntimeClient, ImageName } = await import('testcontainers')
  const client = await getContainerRuntimeClient().catch((error: Error) => error)
  if (client instanceof Error) return 'no Docker answers on this machine'
  const name = ImageName.fromString(image)
  if (await client.image.exists(name)) return undefined
  const problem = await pull(() => client.image.pull(name)).catch((error: Error) => error.message)
  if (problem === undefined) return undefined
  return `Docker answers, but its image ${image} is neither present nor can it be pulled (${problem.trim()}); TEST_VALKEY_IMAGE names another`
}

async function pull(start: () => Promise<void>): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, pullDeadlineMs, `no answer in ${pullDeadlineMs / 1000} s`)
  })
  try {
    return await Promise.race([start().then(() => undefined), deadline])
  } finally {
    clearTimeout(timer)
  }
}
