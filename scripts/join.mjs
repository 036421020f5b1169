// `npm run join -- <link>`: this workbook reports to a room, so that its learner's checks show on the instructor's board.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs, parseEnv } from 'node:util'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

const help = `npm run join -- <link>     joins this workbook to a room

  The link is on the page of the room, beside an exercise: it holds a key of your own, so keep it to yourself.
  From then on, what you read, answer and pass here, and which check fails, shows on the instructor's board. It is kept
  in workspace/room.json, which git ignores; the code that you write never leaves this machine.
  --leave            reports no longer
  --help             this text
`

try {
  const { link, leave, help: wanted } = readArguments()
  const file = join(resolve(root, workspace()), 'room.json')
  const shown = relative(root, file)
  if (wanted) process.stdout.write(help)
  else if (leave) {
    rmSync(file, { force: true })
    process.stderr.write(`This workbook reports to no room any more: ${shown} is gone.\n`)
  } else {
    const room = readLink(link)
    await report(room, dirname(file))
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(`${file}.new`, `${JSON.stringify(room, null, 2)}\n`, { mode: 0o600 })
    renameSync(`${file}.new`, file)
    process.stderr.write(
      `This workbook is in the room at ${room.origin}. Your checks show on its board; npm run join -- --leave ends that.\n`,
    )
  }
} catch (error) {
  process.stderr.write(`${error.message}\n${error.showHelp ? `\n${help}` : ''}`)
  process.exitCode = 1
}

function readArguments() {
  let given
  try {
    given = parseArgs({
      options: { leave: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    })
  } catch (error) {
    throw usage(error.message)
  }
  const [link, ...rest] = given.positionals
  if (rest.length > 0) throw usage(`One link at a time, got also "${rest.join(' ')}".`)
  if (!link && !given.values.leave && !given.values.help)
    throw usage('Which room? Copy the link from its page.')
  return { link, ...given.values }
}

/** @param {string | undefined} link */
function readLink(link) {
  const url = link !== undefined && URL.canParse(link) ? new URL(link) : undefined
  const token = new URLSearchParams(url?.hash.slice(1)).get('home')
  if (url && /^https?:$/.test(url.protocol) && token && /^[\w-]{43}$/.test(token)) {
    return { origin: url.origin, token }
  }
  throw usage('That is no link to join with: it looks like http://192.168.1.20:3000/join/#home=….')
}

/**
 * Tells the room what is noted so far, which also shows whether it knows the key.
 * @param {{ origin: string, token: string }} room
 * @param {string} folder
 */
async function report({ origin, token }, folder) {
  const progress = readProgress(join(folder, 'progress.json'))
  let response
  try {
    response = await fetch(`${origin}/api/room/report`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: JSON.stringify(progress ? { progress } : {}),
      signal: AbortSignal.timeout(10_000),
    })
  } catch {
    throw new Error(`The room at ${origin} is not reached. Is this machine on the same network?`)
  }
  if (response.ok) return
  const problem = await response.json().catch(() => null)
  throw new Error(problem?.detail ?? `The room at ${origin} answered ${response.status}.`)
}

/** @param {string} file */
function readProgress(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    // There is none yet; a damaged one is the workbook's own to put aside.
    return undefined
  }
}

function workspace() {
  try {
    return (
      process.env.WORKSPACE ||
      parseEnv(readFileSync(join(root, '.env'), 'utf8')).WORKSPACE ||
      'workspace'
    )
  } catch {
    // There is no .env.
    return 'workspace'
  }
}

/** @param {string} sentence */
function usage(sentence) {
  return Object.assign(new Error(sentence), { showHelp: true })
}
