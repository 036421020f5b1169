// Fetches Valkey from Debian's or Ubuntu's own archive into a folder: no root, nothing installed.
// apt works on private state, so the system's package lists stay as they are.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { promisify } from 'node:util'
import { configureApt } from './apt-state.ts'
import { copySource, type Manifest } from './fetched-copy.ts'
import type { BinarySource } from './valkey-source.ts'
import { askVersion } from './version.ts'

const run = promisify(execFile)

type FetchOptions = {
  /** A suite of this machine's distribution: "trixie", "bookworm-backports", "sid", "noble". */
  suite: string
  /** The folder to make; it is there whole or not at all. */
  into: string
  log: (line: string) => void
  /** More packages to unpack, with the libraries they need: a container image wants ["busybox-static"]. */
  packages?: string[]
  signal?: AbortSignal | undefined
}

/**
 * Downloads valkey-server and valkey-cli with the libraries they need and unpacks them into `into`,
 * laid out as a root file system, with a manifest.json beside it.
 * @throws Error when the suite has no Valkey, the network fails, or the result does not run here
 */
export async function fetchDebianValkey(options: FetchOptions): Promise<BinarySource> {
  const { suite, log, packages = [], signal } = options
  const into = resolve(options.into)
  const work = join(dirname(into), `.fetching-${process.pid}-${basename(into)}`)
  await rm(work, { recursive: true, force: true })
  try {
    const began = performance.now()
    const since = Date.now()
    const root = join(work, 'root')
    const downloads = join(work, 'archives')
    await mkdir(root, { recursive: true })
    await mkdir(downloads, { recursive: true })
    const apt = await configureApt({ suite, folder: work, signal })

    await apt.get(['update'])
    const names = await withLibraries(['valkey-server', 'valkey-tools', ...packages], apt.cache)
    await apt.get(['download', ...names], downloads)
    const archives = (await readdir(downloads)).filter((file) => file.endsWith('.deb')).sort()
    for (const file of archives) await run('dpkg', ['-x', join(downloads, file), root], { signal })

    await prune(root)
    await linkAsRoot(root)

    const manifest = await describe({ root, suite, archives })
    const source = copySource(root, manifest)
    manifest.version = await askVersion(source.server)
    await writeFile(join(root, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
    await moveInto({ from: root, into, aside: join(work, 'before'), since })
    log(`Fetched Valkey ${manifest.packageVersion} from ${suite} in ${seconds(began)} s`)
    return copySource(into, manifest)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** What stands there gives way, unless somebody else has fetched it while we did: theirs may be running by now. */
async function moveInto(move: { from: string; into: string; aside: string; since: number }) {
  const { from, into, aside, since } = move
  const theirs = await stat(join(into, 'manifest.json')).catch(() => null)
  if (theirs && theirs.mtimeMs > since) return
  if (existsSync(into)) await rename(into, aside)
  await rename(from, into)
}

/** The packages and, in turn, the libraries they depend on; not what only an installation needs (adduser, …). */
async function withLibraries(
  packages: string[],
  aptCache: (args: string[]) => Promise<string>,
): Promise<string[]> {
  const options = ['recommends', 'suggests', 'conflicts', 'breaks', 'replaces', 'enhances']
  const listed = await aptCache([
    'depends',
    '--recurse',
    ...options.map((relation) => `--no-${relation}`),
    ...packages,
  ])
  const needs = new Map<string, string[]>()
  let current: string[] = []
  for (const line of listed.split('\n')) {
    const heading = /^\S+/.exec(line)?.[0]
    const dependency = /^\s*\|?(?:Pre)?Depends: (\S+)/.exec(line)?.[1]
    if (dependency) current.push(dependency)
    else if (heading) {
      current = needs.get(heading) ?? []
      needs.set(heading, current)
    }
  }
  const wanted = new Set(packages)
  for (const name of wanted) {
    for (const needed of needs.get(name) ?? []) {
      if (/^(lib|zlib)/.test(needed) && needs.has(needed)) wanted.add(needed)
    }
  }
  return [...wanted]
}

/** Manuals and character sets are a third of what was unpacked, and no server reads them. */
async function prune(root: string): Promise<void> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  for (const entry of entries) {
    const folder = join(entry.parentPath, entry.name)
    const unread = entry.name === 'gconv' || relative(root, folder) === 'usr/share'
    if (entry.isDirectory() && unread) await rm(folder, { recursive: true })
  }
}

/** A root file system finds /bin and the loader's /lib64 beside usr/. https://wiki.debian.org/UsrMerge */
async function linkAsRoot(root: string): Promise<void> {
  for (const name of ['bin', 'sbin', 'lib', 'lib64']) {
    const missing = !existsSync(join(root, name)) && existsSync(join(root, 'usr', name))
    if (missing) await symlink(`usr/${name}`, join(root, name))
  }
}

/** Finds the loader and the libraries among what was unpacked. */
async function describe(unpacked: {
  root: string
  suite: string
  archives: string[]
}): Promise<Manifest> {
  const { root, suite, archives } = unpacked
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const loader = files.find(({ name }) => /^ld(-linux.*|64)?\.so\.\d$|^ld-[\d.]+\.so$/.test(name))
  const libraries = files.filter(({ name }) => /^lib(c|jemalloc|ssl)\.so\.\d/.test(name))
  const server = archives.find((file) => file.startsWith('valkey-server_'))
  if (!loader || !server) {
    throw new Error(`the packages of ${suite} hold no valkey-server with its C library`)
  }
  const at = ({ parentPath }: { parentPath: string }) => relative(root, parentPath)
  return {
    version: '',
    packageVersion: decodeURIComponent(server.split('_')[1] ?? ''),
    suite,
    architecture: process.arch,
    loader: join(at(loader), loader.name),
    libraries: [...new Set(libraries.map(at))],
    server: existsSync(join(root, 'usr/bin/valkey-server')) ? 'usr/bin/valkey-server' : '',
    cli: 'usr/bin/valkey-cli',
    packages: archives,
  }
}

function seconds(began: number): string {
  return ((performance.now() - began) / 1000).toFixed(1)
}
