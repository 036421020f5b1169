// The thread beside a check process: it continues when the learner's code never returns. It ends the process, even when
// nothing else is left that could, and tells where the code was. It also measures how long the machine had no time for
// the process or for its Valkey, because that is not held against the code.
import { readFileSync, writeSync } from 'node:fs'
import { Session } from 'node:inspector'
import { SourceMap } from 'node:module'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'

/** @type {{ shared: Int32Array, blockedMs: number, maxMemoryMb: number, folder: string }} */
const { shared, blockedMs, maxMemoryMb, folder } = workerData
const everyMs = 100
/** So late a turn or a reply is usual. */
const usualMs = 30

/** @type {ReturnType<typeof watchReplies>} */
let valkey
parentPort?.once('message', (address) => {
  valkey = watchReplies(address)
})

let seen = -1
let still = 0
let late = 0
let toldAt = performance.now()
let waited = waitedForCpuMs()
let used = process.cpuUsage()
for (;;) {
  const began = performance.now()
  await wait(everyMs)
  const tookMs = performance.now() - began
  const turns = Atomics.load(shared, 0)
  const keptWaiting = machineMs(tookMs, turns === seen)
  // While the machine sleeps, or has no time for this thread either, the code is not in an endless loop.
  still = turns !== seen || turns === 0 ? 0 : still + Math.max(0, tookMs - keptWaiting)
  seen = turns
  if (turns > 0) {
    late += Math.max(keptWaiting, valkey?.silentMs(tookMs) ?? 0)
    Atomics.store(shared, 1, Math.round(late))
    if (performance.now() - toldAt > 1000) {
      toldAt = performance.now()
      tell({ is: 'machine', lateMs: Math.round(late) })
    }
  }
  Atomics.add(shared, 2, 1)
  const mb = Math.round(process.memoryUsage.rss() / 1024 ** 2)
  // A heap that is nearly full is cleaned up over and over, and stands still for that.
  const full = still > blockedMs && mb > 0.6 * maxMemoryMb
  if (full || mb > maxMemoryMb) end({ is: 'too large', mb })
  if (still > blockedMs) {
    end({ is: 'blocked', ms: Math.round(still), stack: await whereItIs() })
  }
}

/**
 * How much of the last `tookMs` the machine had no time for this process.
 * @param {number} tookMs
 * @param {boolean} stoodStill
 */
function machineMs(tookMs, stoodStill) {
  const overslept = Math.max(0, tookMs - everyMs - usualMs)
  const now = waitedForCpuMs()
  const { user, system } = process.cpuUsage(used)
  used = process.cpuUsage()
  // Where the system does not tell: a process that neither turned nor computed was not let.
  const idle = stoodStill ? Math.max(0, tookMs - (user + system) / 1000) : 0
  const kept = now === undefined ? idle : now - (waited ?? now)
  waited = now
  return Math.min(tookMs, Math.max(overslept, kept))
}

/** How long the main thread was ready to run and waited for a processor. Source: Linux, Documentation/scheduler/sched-stats */
function waitedForCpuMs() {
  try {
    const told = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8')
    return Number(told.split(' ')[1]) / 1e6
  } catch {
    return undefined
  }
}

/**
 * Sends a PING whenever the last one was answered. It does not log in, because an error is an answer too.
 * @param {{ host: string, port: number, tls: boolean }} address
 */
function watchReplies({ host, port, tls }) {
  if (tls) return undefined
  let waiting = false
  const socket = connect({ host, port })
  socket.unref()
  socket.on('error', () => socket.destroy())
  socket.on('connect', () => socket.setNoDelay(true))
  socket.on('data', () => {
    waiting = false
  })
  return {
    /**
     * How much of the last `tookMs` it owed an answer.
     * @param {number} tookMs
     */
    silentMs(tookMs) {
      if (socket.readyState !== 'open') return 0
      if (waiting) return tookMs
      waiting = true
      socket.write('PING\r\n')
      return 0
    },
  }
}

/** @param {object} message */
function tell(message) {
  writeSync(3, `${JSON.stringify(message)}\n`)
}

/**
 * @param {object} message
 * @returns {void}
 */
function end(message) {
  tell(message)
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
  const event = await Promise.race([paused, wait(3000)])
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
