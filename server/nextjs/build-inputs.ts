// Is the build of the Next.js app the one that its files and the API's address ask for?
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const notInputs = new Set(['node_modules', '.next', 'next-env.d.ts', 'server.mjs'])

/** A fingerprint of all that a build is made of; `api` too, since rewrites are fixed by the build. */
export function buildInputs({ folder, api }: { folder: string; api: string }): string {
  const hash = createHash('sha256').update(`${api}\0${process.versions.node}\0`)
  for (const file of filesUnder(folder)) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(folder, file)))
      .update('\0')
  }
  return hash.digest('hex')
}

export function buildIsFresh(options: { folder: string; api: string }): boolean {
  const stamp = stampFile(options.folder)
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === buildInputs(options)
}

/** Next.js empties its folder when it builds: a build that was cut off has no stamp. */
export function stampBuild(folder: string, inputs: string): void {
  writeFileSync(stampFile(folder), inputs)
}

function stampFile(folder: string): string {
  return join(folder, '.next', 'workbook-inputs')
}

function filesUnder(folder: string, path = ''): string[] {
  return readdirSync(join(folder, path), { withFileTypes: true })
    .filter(({ name }) => !notInputs.has(name) && !name.endsWith('.tsbuildinfo'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const inner = join(path, entry.name)
      return entry.isDirectory() ? filesUnder(folder, inner) : [inner]
    })
}
