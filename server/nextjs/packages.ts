// The packages of the Next.js app, in a node_modules of its own: they are too many for everybody's install.
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'

const lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.string().optional(), optional: z.boolean().optional() }),
  ),
})

/** True when every package of the lockfile is there in its version. npm writes the list that this reads last. */
export function packagesAreInstalled(folder: string): boolean {
  const wanted = packagesIn(join(folder, 'package-lock.json'))
  const installed = packagesIn(join(folder, 'node_modules', '.package-lock.json'))
  // A lockfile that cannot be read is for npm to complain of.
  if (wanted[''] === undefined) return false
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    const found = installed[path]
    // npm leaves an optional package out where it does not fit; the folder itself is not in its list.
    if (!found)
      return path === '' || (optional === true && installed['node_modules/next'] !== undefined)
    return found.version === version
  })
}

/** How many of the packages that every system gets have arrived, while npm is at it. */
export function packagesSoFar(folder: string): { packages: number; of: number } {
  const paths = Object.entries(packagesIn(join(folder, 'package-lock.json')))
    .filter(([path, { optional }]) => path !== '' && !optional)
    .map(([path]) => path)
  const there = paths.filter((path) => existsSync(join(folder, path, 'package.json')))
  return { packages: there.length, of: paths.length }
}

/** The command that installs exactly the lockfile, with the npm that started us where one did. */
export function installCommand(env: NodeJS.ProcessEnv): { command: string; args: string[] } {
  const started = env.npm_execpath
  const quiet = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  if (started && basename(started) === 'npm-cli.js') {
    return { command: process.execPath, args: [started, 'ci', ...quiet] }
  }
  return { command: 'npm', args: ['ci', ...quiet] }
}

function packagesIn(file: string): z.infer<typeof lockfile>['packages'] {
  try {
    return lockfile.parse(JSON.parse(readFileSync(file, 'utf8'))).packages
  } catch {
    // Missing, or cut off while it was written: as if nothing were there, and npm ci writes it anew.
    return {}
  }
}
