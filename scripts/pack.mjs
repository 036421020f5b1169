// npm run pack: one file with everything a room needs, for a place without internet.
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { importTypeScript } from './import-typescript.mjs'
import { runAsCommand } from './run-as-command.mjs'
import { root, setup } from './setup.mjs'

const name = `valkey-workbook-${process.platform}-${process.arch}`
const help = `npm run pack [-- --to <folder>]     packs the workbook for a place without internet

  One file, ${name}.tar.gz: the course, its packages, the page, Node and a Valkey, for other machines of
  this kind (${process.platform}, ${process.arch}). Unpack it from a stick with tar -xzf and run ./start for one
  learner or ./workshop for a room; nothing is installed and nothing is fetched. Your workspace/, .env and rooms are not in it.

  --to <folder>   where to put it; default: pack/, which git ignores
  --help          this text
`

const flags = readFlags()
if (flags)
  await runAsCommand((given) => pack({ ...given, to: resolve(flags.to ?? join(root, 'pack')) }))

/** @param {{ to: string, log: Log, signal: AbortSignal }} options */
async function pack({ to, log, signal }) {
  await setup({ root, log, signal })
  const { collectFiles } = await importTypeScript('./pack/collect-files.ts')
  const { writeArchive } = await importTypeScript('./pack/write-archive.ts')
  if (!existsSync(join(root, '.valkey'))) {
    log(
      'There is no Valkey in .valkey/ to pack: the one used here belongs to this system. Where the pack is used, a valkey-server must be on the PATH.',
    )
  }
  mkdirSync(to, { recursive: true })
  const file = join(to, `${name}.tar.gz`)
  const files = collectFiles({ root, leaveOut: to })
  log(`Packing ${files.length} files into ${relative(process.cwd(), file) || file}`)
  const began = performance.now()
  try {
    await writeArchive({ root, name, files, file, signal, log })
  } catch (error) {
    // Half an archive looks like a whole one.
    rmSync(file, { force: true })
    if (error.code !== 'ENOSPC') throw error
    throw Object.assign(
      new Error(
        `There is no room for the pack in ${dirname(file)}: about 150 MB are needed. Name another folder with --to.`,
      ),
      { expected: true },
    )
  }
  const megabytes = Math.round(statSync(file).size / 1e6)
  const seconds = Math.round((performance.now() - began) / 1000)
  log(
    `Packed ${megabytes} MB in ${seconds} s. On the other machine: tar -xzf ${name}.tar.gz, then ${name}/start or ${name}/workshop`,
  )
  process.stdout.write(`${file}\n`)
}

function readFlags() {
  try {
    const { values } = parseArgs({
      options: { to: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    })
    if (!values.help) return values
    process.stdout.write(help)
  } catch (error) {
    process.stderr.write(`${error.message}\n\n${help}`)
    process.exitCode = 1
  }
  return undefined
}
