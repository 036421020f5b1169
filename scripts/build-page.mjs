// Builds the page when something it is made of has changed.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runQuietly } from './run-quietly.mjs'

// Lessons show regions of server files, so those are inputs too.
const inputs = [
  'web',
  'lessons',
  'server',
  'scripts/build.ts',
  'vite.config.ts',
  'package-lock.json',
]

const nextjs = 'lessons/07-the-frontend/nextjs'
const notInputs = [
  'web/e2e',
  'server/testing',
  // What installing and building the Next.js app leaves: large, and no lesson shows any of it.
  `${nextjs}/node_modules`,
  `${nextjs}/next-env.d.ts`,
  `${nextjs}/tsconfig.tsbuildinfo`,
]

/**
 * A fingerprint of all that the page is made of.
 * @param {string} root
 */
export function pageInputs(root) {
  const hash = createHash('sha256')
  for (const input of inputs) {
    for (const file of filesUnder(root, input)) {
      hash
        .update(`${file}\0`)
        .update(readFileSync(join(root, file)))
        .update('\0')
    }
  }
  return hash.digest('hex')
}

/** @param {string} root */
export function pageIsUpToDate(root) {
  const stamp = stampFile(root)
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === pageInputs(root)
}

/**
 * Builds in a process of its own, so that what Vite needs does not stay in the server's memory.
 * @param {Pick<SetupStep, 'root' | 'signal'>} step
 */
export async function buildPage({ root, signal }) {
  const fingerprint = pageInputs(root)
  // A build that is cut off leaves half a page: without the fingerprint the next start builds it again.
  rmSync(stampFile(root), { force: true })
  const build = pathToFileURL(join(root, 'scripts', 'build.ts'))
  const program = `
    import { buildPage } from ${JSON.stringify(build)}
    await buildPage({ root: ${JSON.stringify(root)}, log: console.error })
  `
  const node = ['--import', 'tsx', '--input-type=module', '--eval', program]
  await runQuietly(process.execPath, node, { cwd: root, signal }).catch((error) => {
    signal?.throwIfAborted()
    throw Object.assign(new Error('The page could not be built; what the build said is above.'), {
      expected: true,
      output: error.output ?? error.message,
    })
  })
  writeFileSync(stampFile(root), fingerprint)
}

/** @param {string} root */
function stampFile(root) {
  return join(root, 'dist', 'page', '.inputs')
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {string[]}
 */
function filesUnder(root, path) {
  if (notInputs.includes(path) || !existsSync(join(root, path))) return []
  let entries
  try {
    entries = readdirSync(join(root, path), { withFileTypes: true })
  } catch (cause) {
    if (cause.code === 'ENOTDIR') return [path]
    throw cause
  }
  return entries
    .filter(({ name }) => !name.startsWith('.') && !/\.test\.tsx?$/.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) =>
      entry.isDirectory() ? filesUnder(root, `${path}/${entry.name}`) : [`${path}/${entry.name}`],
    )
}
