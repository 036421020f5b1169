// A Valkey unpacked from Debian packages into a folder, with the C library and loader it was built for,
// so it runs on any Linux of the same architecture and survives upgrades of the system.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BinarySource, Command } from './valkey-source.ts'
import { askVersion, compareVersions } from './version.ts'

/** What `manifest.json` in such a folder says; every path is relative to the folder. */
export type Manifest = {
  version: string
  packageVersion: string
  suite: string
  /** As Node names it: "x64", "arm64". */
  architecture: string
  loader: string
  libraries: string[]
  server: string
  cli: string
  /** File names of the packages it was made of. */
  packages: string[]
}

/** The newest fetched copy under `folder` that runs here, or null. Takes milliseconds, never asks apt. */
export async function fetchedCopy(
  folder: string,
  refused: (reason: string) => void = () => {},
): Promise<BinarySource | null> {
  const copies = subfolders(folder).flatMap((name) => {
    const manifest = readManifest(join(folder, name))
    return manifest?.architecture === process.arch ? [{ at: join(folder, name), manifest }] : []
  })
  copies.sort((a, b) => compareVersions(b.manifest.packageVersion, a.manifest.packageVersion))
  for (const { at, manifest } of copies) {
    const source = copySource(at, manifest)
    try {
      return { ...source, version: await askVersion(source.server) }
    } catch (cause) {
      refused(`the copy in ${at} cannot be used: ${(cause as Error).message}`)
    }
  }
  return null
}

/** How to run the copy in `folder`: through its own loader, so that it never meets the system's libraries. */
export function copySource(folder: string, manifest: Manifest): BinarySource {
  const libraries = manifest.libraries.map((path) => join(folder, path)).join(':')
  const through = (program: string): Command => ({
    command: join(folder, manifest.loader),
    args: ['--library-path', libraries, join(folder, program)],
    // A library preloaded for the system's own programs would be of the wrong C library.
    env: { LD_PRELOAD: '' },
  })
  return {
    kind: 'binary',
    version: manifest.version,
    packageVersion: manifest.packageVersion,
    origin: `Debian package ${manifest.packageVersion} in .valkey/`,
    server: through(manifest.server),
    cli: through(manifest.cli),
  }
}

function readManifest(folder: string): Manifest | null {
  try {
    const read: unknown = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
    return isManifest(read) ? read : null
  } catch {
    // No manifest, or half of one: not a copy. The next fetch replaces it.
    return null
  }
}

function isManifest(read: unknown): read is Manifest {
  const { libraries, ...rest } = (read ?? {}) as Partial<Record<keyof Manifest, unknown>>
  const words = [rest.version, rest.packageVersion, rest.architecture, rest.loader, rest.server]
  return Array.isArray(libraries) && [...words, rest.cli].every((word) => typeof word === 'string')
}

function subfolders(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => !name.startsWith('.'))
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw cause
  }
}
