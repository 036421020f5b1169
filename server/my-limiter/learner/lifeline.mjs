// A thread of its own in the learner's process, because the main thread may be in an endless loop: it ends the process
// when the workbook has ended, and says where the main thread is when the workbook asks. JavaScript, because tsx does
// not reach into threads.
import { writeSync } from 'node:fs'
import { Session } from 'node:inspector'
import { SourceMap } from 'node:module'
import { Socket } from 'node:net'
import { workerData } from 'node:worker_threads'

const workbook = new Socket({ fd: 0 })
workbook.on('error', () => workbook.destroy())
workbook.on('close', () => process.kill(process.pid, 'SIGKILL'))
workbook.on('data', tellWhere)

/** Stops the main thread, reads its stack, and leaves it stopped: the workbook is about to end the process. */
function tellWhere() {
  const session = new Session()
  const scripts = new Map()
  session.connectToMainThread()
  session.on('Debugger.scriptParsed', ({ params }) => scripts.set(params.scriptId, params))
  session.on('Debugger.paused', ({ params: { callFrames } }) => {
    const lines = callFrames.map(({ functionName, location }) => {
      const { scriptId, lineNumber, columnNumber = 0 } = location
      const { url, sourceMapURL } = scripts.get(scriptId) ?? {}
      const { originalLine = lineNumber, originalColumn = columnNumber } =
        readMap(sourceMapURL)?.findEntry(lineNumber, columnNumber) ?? {}
      return `    at ${functionName || '<anonymous>'} (${url}:${originalLine + 1}:${originalColumn + 1})`
    })
    writeSync(
      workerData.endReportFd,
      `${JSON.stringify({ is: 'stuck', stack: lines.join('\n') })}\n`,
    )
  })
  session.post('Debugger.enable')
  session.post('Debugger.pause')
}

/** @param {string | undefined} url */
function readMap(url) {
  const encoded = /^data:application\/json[^,]*;base64,(.*)$/.exec(url ?? '')?.[1]
  if (encoded === undefined) return undefined
  return new SourceMap(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')))
}
