// Makes a local Docker image of a recent Valkey out of Debian's packages, for machines that reach no registry.
// Its tag says what it is ("workbook/valkey:9.1.2-debian"): it is not the official image, only good for tests.
import { spawn } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { importTypeScript } from './import-typescript.mjs'
import { runAsCommand } from './run-as-command.mjs'
import { runQuietly } from './run-quietly.mjs'
import { root, setup } from './setup.mjs'

const help = `node scripts/make-valkey-image.mjs [--suite sid] [--compose-into <folder>]

Makes the Docker image workbook/valkey:<version>-debian from the packages of a Debian suite and prints its tag.
Needs Debian or Ubuntu, their archive, and a Docker engine that answers.

  --suite          the suite to take Valkey from (default: sid, which has the newest)
  --compose-into   also puts Docker Compose of that suite there, as docker-compose
`

await runAsCommand(async ({ log, signal }) => {
  const options = readOptions()
  if (options.help) return void process.stdout.write(help)
  await setup({ root, log, signal, valkey: false, build: false })
  await runQuietly('docker', ['version'], { cwd: root, signal }).catch(() => {
    throw sentence('No Docker engine answers: start one and try again.')
  })
  const work = mkdtempSync(join(tmpdir(), 'workbook-image-'))
  try {
    process.stdout.write(`${await makeImage({ ...options, work, log, signal })}\n`)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
})

function readOptions() {
  const options = /** @type {const} */ ({
    suite: { type: 'string', default: 'sid' },
    'compose-into': { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  })
  try {
    return parseArgs({ options }).values
  } catch (error) {
    throw sentence(`${error.message}\n\n${help}`)
  }
}

/** @param {string} message */
function sentence(message) {
  return Object.assign(new Error(message), { expected: true })
}

/**
 * Resolves with the tag.
 * @param {{ suite: string, "compose-into"?: string | undefined, work: string, log: Log, signal: AbortSignal }} options
 */
async function makeImage({ suite, 'compose-into': composeInto, work, log, signal }) {
  const { fetchDebianValkey } = await importTypeScript('../server/valkey/debian-package.ts')
  const files = join(work, 'files')
  // Busybox is the image's shell: the workbook's own way to run Valkey in Docker needs one.
  const packages = ['busybox-static', ...(composeInto ? ['docker-compose'] : [])]
  const { version } = await fetchDebianValkey({ suite, into: files, packages, log, signal })
  if (composeInto) {
    mkdirSync(composeInto, { recursive: true })
    const plugin = join(files, 'usr/libexec/docker/cli-plugins/docker-compose')
    copyFileSync(plugin, join(composeInto, 'docker-compose'))
  }
  const began = performance.now()
  const tag = `workbook/valkey:${version}-debian`
  completeRootFileSystem(files)
  await importIntoDocker({ files, tag, signal })
  // Seen to run, or it is no image: a library may be missing.
  const args = ['run', '--rm', '--network', 'none', tag, 'valkey-server', '--version']
  await runQuietly('docker', args, { cwd: work, signal })
  log(`Made the image ${tag} in ${((performance.now() - began) / 1000).toFixed(1)} s`)
  return tag
}

/**
 * Packages leave these to the system they are installed on. https://wiki.debian.org/UsrMerge
 * @param {string} files
 */
function completeRootFileSystem(files) {
  for (const name of ['bin', 'lib', 'lib64']) {
    const merged = join('usr', name)
    if (existsSync(join(files, merged)) && !existsSync(join(files, name))) {
      symlinkSync(merged, join(files, name))
    }
  }
  for (const tool of ['sh', 'cat', 'ls', 'mktemp', 'rm', 'sleep']) {
    symlinkSync('busybox', join(files, 'usr/bin', tool))
  }
  for (const name of ['tmp', 'data']) mkdirSync(join(files, name), { recursive: true })
  chmodSync(join(files, 'tmp'), 0o1777)
}

/** @param {{ files: string, tag: string, signal: AbortSignal }} image */
async function importIntoDocker({ files, tag, signal }) {
  const leftOut = ['./usr/share', './usr/libexec', './manifest.json'].flatMap((path) => [
    '--exclude',
    path,
  ])
  const owner = ['--numeric-owner', '--owner=0', '--group=0']
  const tar = spawn('tar', ['-c', '-C', files, ...owner, ...leftOut, '.'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    signal,
  })
  const changes = ['WORKDIR /data', 'ENV PATH=/usr/bin', 'EXPOSE 6379', 'CMD ["valkey-server"]']
  const args = ['import', ...changes.flatMap((change) => ['--change', change]), '-', tag]
  const docker = spawn('docker', args, { stdio: ['pipe', 'ignore', 'inherit'], signal })
  await Promise.all([
    pipeline(tar.stdout, docker.stdin),
    succeeded(tar, 'tar'),
    succeeded(docker, 'docker import'),
  ])
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {string} name
 * @returns {Promise<void>}
 */
function succeeded(child, name) {
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${name} ended with code ${code}`)),
    )
  })
}
