// Asks this machine's own apt where it fetches from, so that no mirror has to be named anywhere.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Addresses that apt is set to use: the distribution's archive (best guess first) and its security archive. */
export type AptMirrors = { archives: string[]; security: string | null }

/**
 * @throws Error when apt cannot say, with apt's own words
 */
export async function askAptMirrors(signal?: AbortSignal): Promise<AptMirrors> {
  const { stdout } = await run('apt-get', ['update', '--print-uris'], {
    maxBuffer: 8 * 1024 * 1024,
    timeout: 15_000,
    ...(signal && { signal }),
  })
  return mirrorsIn(stdout)
}

/** Reads the list that `apt-get update --print-uris` prints: a quoted address, then a file name. */
export function mirrorsIn(printed: string): AptMirrors {
  const sources = [...printed.matchAll(/^'(\S+)\/dists\/(\S+)\/InRelease'/gm)].map((match) => ({
    uri: match[1] ?? '',
    suite: match[2] ?? '',
  }))
  const endingWith = (end: string) => sources.filter(({ suite }) => suite.endsWith(end))
  // Others publish a suite called "bookworm" too; only the distribution itself has "bookworm-updates".
  const archives = [...endingWith('-updates'), ...sources.filter((one) => !one.suite.includes('-'))]
  return {
    archives: [...new Set(archives.map(({ uri }) => uri))],
    security: endingWith('-security')[0]?.uri ?? null,
  }
}
