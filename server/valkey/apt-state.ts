// apt with lists, cache and configuration of its own, for one suite.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { askAptMirrors } from './apt-mirror.ts'
import { readOsRelease } from './os-release.ts'

const run = promisify(execFile)

/** apt-get and apt-cache on private state; both return what was printed. */
export type PrivateApt = {
  get(args: string[], cwd?: string): Promise<string>
  cache(args: string[]): Promise<string>
}

type AptOptions = { suite: string; folder: string; signal?: AbortSignal | undefined }

/**
 * Prepares a private apt in `folder`. The machine's own settings (proxy, certificates) stay in force.
 * @throws Error when apt names no mirror
 */
export async function configureApt({ suite, folder, signal }: AptOptions): Promise<PrivateApt> {
  const sources = await sourcesFor(suite, signal)
  await mkdir(join(folder, 'lists/partial'), { recursive: true })
  await mkdir(join(folder, 'cache/archives/partial'), { recursive: true })
  await writeFile(join(folder, 'status'), '')
  await writeFile(join(folder, 'sources.list'), sources)
  const conf = join(folder, 'apt.conf')
  await writeFile(conf, configuration(folder))

  const call = async (program: string, args: string[], cwd = folder) => {
    const options = { cwd, maxBuffer: 32 * 1024 * 1024, ...(signal && { signal }) }
    const env = { ...process.env, LC_ALL: 'C' }
    const done = run(program, ['-c', conf, '-q', ...args], { ...options, env })
    return done.then(({ stdout }) => stdout).catch((cause: unknown) => throwReason(cause))
  }
  return {
    get: (args, cwd) => call('apt-get', args, cwd),
    cache: (args) => call('apt-cache', args),
  }
}

/** The lines of sources.list for a suite and its updates, signed with the distribution's own key. */
async function sourcesFor(suite: string, signal?: AbortSignal): Promise<string> {
  const { archives, security } = await askAptMirrors(signal)
  const [archive] = archives
  if (!archive) throw new Error('apt on this machine is set to fetch from nowhere')
  const ubuntu = readOsRelease().family.includes('ubuntu')
  const components = ubuntu ? 'main universe' : 'main'
  const key = `/usr/share/keyrings/${ubuntu ? 'ubuntu' : 'debian'}-archive-keyring.gpg`
  const signed = existsSync(key) ? `[signed-by=${key}] ` : ''
  const line = (uri: string, name: string) => `deb ${signed}${uri} ${name} ${components}\n`

  const release = suite.replace(/-backports$/, '')
  const rolling = ['sid', 'unstable', 'testing'].includes(release)
  return [
    line(archive, release),
    suite === release ? '' : line(archive, suite),
    rolling ? '' : line(archive, `${release}-updates`),
    security && !rolling ? line(security, `${release}-security`) : '',
  ].join('')
}

/** https://manpages.debian.org/bookworm/apt/apt.conf.5.en.html */
function configuration(folder: string): string {
  const at = (name: string) => JSON.stringify(join(folder, name))
  return `
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
Dir::Etc::SourceList ${at('sources.list')};
Dir::Etc::SourceParts "/dev/null";
Dir::Etc::Preferences "/dev/null";
Dir::Etc::PreferencesParts "/dev/null";
Dir::State ${at('')};
Dir::State::Lists ${at('lists')};
Dir::State::status ${at('status')};
Dir::Cache ${at('cache')};
Dir::Cache::Archives ${at('cache/archives')};
Dir::Cache::pkgcache ${at('cache/pkgcache.bin')};
Dir::Cache::srcpkgcache ${at('cache/srcpkgcache.bin')};
APT::Sandbox::User "root";
APT::Update::Error-Mode "any";
Acquire::Languages "none";
Acquire::Retries "1";
Acquire::http::Timeout "20";
Acquire::https::Timeout "20";
`
}

/** apt's first complaint, short enough for a sentence. */
function throwReason(cause: unknown): never {
  const { stderr, name } = cause as { stderr?: string; name?: string }
  if (name === 'AbortError') throw cause
  const complaint = /^[EW]: (.+)$/m.exec(stderr ?? '')?.[1]
  throw new Error(`apt says: ${complaint ?? String(cause)}`, { cause })
}
