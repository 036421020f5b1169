// `npm run nextjs`: the guide's frontend in Next.js, beside the workbook for as long as this runs.
import { once } from 'node:events'
import { request } from 'node:http'
import { createInterface } from 'node:readline'
import { importTypeScript } from './import-typescript.mjs'
import { runAsCommand } from './run-as-command.mjs'
import { install, root, setup } from './setup.mjs'

const help = `npm run nextjs     runs lesson 7's Next.js app in front of the workbook

  The first time it installs Next.js, into lessons/07-the-frontend/nextjs/node_modules: 380 MB, half a minute or
  more. It builds the app when that is new or changed, or when the workbook has another port than last time.
  Beside a workbook that runs on PORT (default 3000) it joins that one; where none runs it starts it as well.
  The app gets the port after the workbook's, or a free one where that is taken; the line on stdout says which.
  Ctrl-C ends the app, and the workbook if this started it. When the workbook ends, the app ends too.

  --help   this text
`

const [option, ...rest] = process.argv.slice(2)
if (option === '--help' || option === '-h') process.stdout.write(help)
else if (option !== undefined) {
  process.stderr.write(`There is no option "${[option, ...rest].join(' ')}".\n\n${help}`)
  process.exitCode = 1
} else await runAsCommand(runBeside)

/** @param {{ log: Log, signal: AbortSignal }} given */
async function runBeside({ log, signal }) {
  await install({ root, log, signal })
  const { readConfig, readEnvironment } = await importTypeScript('../server/config.ts')
  const { port } = readConfig(readEnvironment(process.env, root))
  const running = port !== 0 && (await isWorkbook(port))
  const own = running ? undefined : await startWorkbook({ log, signal })
  try {
    const end = await follow({ port: own ? Number(new URL(own.url).port) : port, log, signal })
    if (!signal.aborted && end) throw Object.assign(new Error(end), { expected: true })
  } finally {
    await own?.close()
  }
  // Ctrl-C is how this is meant to end.
  if (signal.aborted) process.exit(0)
}

/**
 * Asks the workbook to run the app, and tells what becomes of it. Resolves with what went wrong, if anything did.
 * @param {{ port: number, log: Log, signal: AbortSignal }} given
 * @returns {Promise<string | undefined>}
 */
async function follow({ port, log, signal }) {
  const asked = request({
    host: '127.0.0.1',
    port,
    path: '/api/nextjs/run',
    method: 'POST',
    signal,
  })
  asked.end()
  try {
    const [answer] = await once(asked, 'response')
    if (answer.statusCode !== 200) return `The workbook refused (${answer.statusCode}).`
    let told = ''
    for await (const line of createInterface({ input: answer })) {
      const state = JSON.parse(line)
      if (state.is === 'running') process.stdout.write(`Next.js ready: ${state.url}\n`)
      const sentence = describe(state)
      if (sentence && sentence !== told) log(sentence)
      told = sentence ?? told
      if (state.is === 'failed') return [...state.said, state.why].join('\n')
    }
    log('Next.js ended.')
  } catch (error) {
    if (signal.aborted) return undefined
    if (error.code !== 'ECONNRESET') throw error
    log('The workbook ended, and Next.js with it.')
  }
}

/** @param {import("../server/nextjs/contract.ts").NextjsState} state */
function describe(state) {
  if (state.is === 'building')
    return 'Building the Next.js app: half a minute, or more on a busy machine'
  if (state.is === 'starting') return 'Starting it'
  if (state.is !== 'installing') return undefined
  if (state.packages === 0) return 'Installing Next.js, this once: 380 MB, half a minute or more'
  return `  ${state.packages} of ${state.of} packages`
}

/** @param {{ log: Log, signal: AbortSignal }} given */
async function startWorkbook({ log, signal }) {
  await setup({ root, log, signal })
  const { startWorkbook } = await importTypeScript('../server/home/workbook.ts')
  const workbook = await startWorkbook({ env: process.env, root, log })
  process.stdout.write(`Workbook ready: ${workbook.url}\n`)
  return workbook
}

/**
 * Whatever else has the port is for the workbook's own start to name.
 * @param {number} port
 */
async function isWorkbook(port) {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/api/nextjs`, {
      signal: AbortSignal.timeout(2000),
    })
    return answer.ok && 'is' in (await answer.json())
  } catch {
    return false
  }
}
