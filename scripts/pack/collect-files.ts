// What goes into the pack: the course as it is here, and what setup made of it. Nothing of the person who packs.
import { execFileSync } from 'node:child_process'
import { type Dirent, existsSync, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

const made = ['node_modules', '.valkey', 'dist/page']
/** Belongs to a machine or a person, in a checkout that git does not know. */
const own = new Set([
  '.git',
  '.env',
  '.room',
  'node_modules',
  '.valkey',
  'dist',
  'workspace',
  'certs',
  'pack',
  'bench-results',
  'test-results',
])
/** Which Valkey runs at the moment, with its password; caches that are made anew. */
const leftOut = [
  join('.valkey', 'running'),
  join('node_modules', '.vite'),
  join('node_modules', '.cache'),
]

/** Paths from `root`, files and symbolic links alike; not what is in `leaveOut`, the folder that the pack is written to. */
export function collectFiles({ root, leaveOut }: { root: string; leaveOut: string }): string[] {
  const inside = relative(root, leaveOut)
  const skipped = [...leftOut, ...(inside.startsWith('..') ? [] : [inside])]
  const wanted = (path: string) =>
    !skipped.some((folder) => path === folder || path.startsWith(folder + sep))
  const files = [...courseFiles(root), ...made.flatMap((folder) => filesUnder(root, folder))]
  return files.filter(wanted)
}

/** Git's own list, so that notes and drafts stay here; without git everything but what is somebody's own. */
function courseFiles(root: string): string[] {
  try {
    const listed = execFileSync('git', ['ls-files', '-z'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const files = listed.split('\0').filter((path) => path !== '' && existsSync(join(root, path)))
    if (files.length > 0) return files
  } catch {
    // No git, or no repository: a copy that was downloaded.
  }
  return readdirSync(root)
    .filter((name) => !own.has(name))
    .flatMap((name) => filesUnder(root, name))
}

function filesUnder(root: string, path: string): string[] {
  if (!existsSync(join(root, path))) return []
  let entries: Dirent[]
  try {
    entries = readdirSync(join(root, path), { withFileTypes: true })
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOTDIR') return [path]
    throw cause
  }
  return entries.flatMap((entry) => {
    const file = join(path, entry.name)
    return entry.isDirectory() ? filesUnder(root, file) : [file]
  })
}
