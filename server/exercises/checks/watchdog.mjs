// The thread beside a check process: it goes on when the learner's code never comes back. It ends the process, even
// when nobody is left who could, and says where the code was.
import { writeSync } from 'node:fs'
import { Session } from 'node:inspector'
import { SourceMap } from 'node:module'
import { setTimeout as wait } from 'node:timers/promises'
import { workerData } from 'node:worker_threads'

/** @type {{ turns: Int32Array, blockedMs: number, maxMemoryMb: number, folder: string }} */
const { turns, blockedMs, maxMemoryMb, folder } = workerData
const everyMs = 100

let seen = -1
let still = 0
for (;;) {
  const began = performance.now()
  await wait(everyMs)
  // A machine that slept, or has no time for us either, is no endless loop.
  const tookMs = performance.now() - began
  const now = Atomics.load(turns, 0)
  still = now !== seen || now === 0 || tookMs > 10 * everyMs ? 0 : still + tookMs
  seen = now
  const mb = Math.round(process.memoryUsage.rss() / 1024 ** 2)
  // A heap that is nearly full is cleaned up over and over, and stands still for that.
  const full = still > blockedMs && mb > 0.6 * maxMemoryMb
  if (full || mb > maxMemoryMb) end({ is: 'too large', mb })
  if (still > blockedMs) {
    end({ is: 'blocked', ms: Math.round(still), stack: await whereItIs() })
  }
}

/**
 * @param {object} message
 * @returns {void}
 */
function end(message) {
  writeSync(3, `${JSON.stringify(message)}\n`)
  process.kill(process.pid, 'SIGKILL')
}

/** The learner's frames, innermost first, as a stack has them; empty when the code does not run JavaScript right now. */
async function whereItIs() {
  const session = new Session()
  session.connectToMainThread()
  const scripts = new Map()
  session.on('Debugger.scriptParsed', ({ params }) => scripts.set(params.scriptId, params))
  /** @type {Promise<import('node:inspector').InspectorNotification<import('node:inspector').Debugger.PausedEventDataType>>} */
  const paused = new Promise((resolve) => session.once('Debugger.paused', resolve))
  session.post('Debugger.enable')
  session.post('Debugger.pause')
  const event = await Promise.race([paused, wait(1000)])
  const frames = event?.params.callFrames ?? []
  return frames
    .map(({ location }) => place(location, scripts.get(location.scriptId)))
    .filter((found) => found !== undefined)
    .join('\n')
}

/**
 * @param {import('node:inspector').Debugger.Location} location
 * @param {import('node:inspector').Debugger.ScriptParsedEventDataType | undefined} script
 */
function place({ lineNumber, columnNumber }, script) {
  if (!script?.url.startsWith(folder)) return undefined
  const map = /^data:application\/json[^,]*;base64,(.*)$/.exec(script.sourceMapURL ?? '')?.[1]
  const original = map
    ? new SourceMap(JSON.parse(Buffer.from(map, 'base64').toString())).findEntry(
        lineNumber,
        columnNumber ?? 0,
      )
    : undefined
  const entry = /** @type {{ originalLine?: number, originalColumn?: number }} */ (original ?? {})
  const { originalLine = lineNumber, originalColumn = columnNumber ?? 0 } = entry
  return `    at ${script.url}:${originalLine + 1}:${originalColumn + 1}`
}
