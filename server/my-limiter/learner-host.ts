// The process that a learner's limiter runs in: like main.ts it puts parts together. Started ahead of time, it waits for
// the file it is to run, so that a saved change is live within a moment.
import { Worker } from 'node:worker_threads'
import { connectThroughTap } from '../valkey/connect-through-tap.ts'
import { markCommands } from './learner/mark-commands.ts'
import {
  endReportFd,
  type FromLearner,
  type Load,
  type ToLearner,
  toPlainError,
} from './learner/messages.ts'
import { mountCopy, ShapeError } from './learner/mount-copy.ts'
import { reportEnd } from './learner/report-end.ts'
import { serve } from './learner/serve.ts'
import { importMount } from './lesson-mount.ts'

const readyWithinMs = 1000

const send = (message: FromLearner) => process.send?.(message)

reportEnd()
new Worker(new URL('./learner/lifeline.mjs', import.meta.url), {
  execArgv: [],
  workerData: { endReportFd },
}).unref()
// Ctrl-C reaches every process of the terminal; the workbook decides when this one ends.
process.on('SIGINT', () => {})

process.on('message', async (message: ToLearner) => {
  if (message.is === 'ping') {
    send({ is: 'pong', beat: message.beat, rssMb: process.memoryUsage.rss() / 1024 ** 2 })
    return
  }
  try {
    send({ is: 'live', port: await run(message.load) })
  } catch (error) {
    const because = error instanceof ShapeError ? 'shape' : 'import'
    send({ is: 'failed', because, error: toPlainError(error) })
  }
})
send({ is: 'warm' })

async function run({ mountFile, folder, secret, ...load }: Load): Promise<number> {
  const mount = await importMount(mountFile)
  const { prefixKeys = false, commandDeadline = true, behindProxy = false, prepare } = mount
  const valkey = connectThroughTap({
    ...load.valkey,
    keyPrefix: prefixKeys ? load.keyspacePrefix : '',
    deadline: commandDeadline,
  })
  markCommands(valkey)
  let cause = ''
  valkey.on('error', (error: Error) => {
    if (error.message !== cause) console.error(`Valkey: ${error.message}`)
    cause = error.message
  })
  await new Promise<void>((resolve) => {
    valkey.once('ready', resolve)
    setTimeout(resolve, readyWithinMs).unref()
  })
  const listener = await mountCopy(mount, folder, { ...load, valkey })
  return serve({ listener, secret, behindProxy, ...(prepare && { prepare }) })
}
