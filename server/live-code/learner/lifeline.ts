// A thread of its own in the learner's process, because the main thread may be in an endless loop: it ends the process
// when the workbook has ended, and says where the main thread is when the workbook asks.
import { Session } from 'node:inspector'
import { SourceMap } from 'node:module'
import { Socket } from 'node:net'
import { say } from './last-words.ts'

const parent = new Socket({ fd: 0 })
parent.on('close', () => process.kill(process.pid, 'SIGKILL'))
parent.on('error', () => parent.destroy())
parent.on('data', () => tellWhere())
parent.resume()

/** Stops the main thread, reads its stack, and leaves it stopped: the workbook is about to end the process. */
function tellWhere(): void {
  const session = new Session()
  const maps = new Map<string, SourceMap>()
  session.connectToMainThread()
  session.on('Debugger.scriptParsed', ({ params: { scriptId, sourceMapURL } }) => {
    const map = readMap(sourceMapURL)
    if (map) maps.set(scriptId, map)
  })
  session.on('Debugger.paused', ({ params: { callFrames } }) => {
    const lines = callFrames.map(({ functionName, url, location }) => {
      const { scriptId, lineNumber, columnNumber = 0 } = location
      const entry = maps.get(scriptId)?.findEntry(lineNumber, columnNumber)
      const mapped = entry && 'originalLine' in entry ? entry : undefined
      const line = (mapped?.originalLine ?? lineNumber) + 1
      const column = (mapped?.originalColumn ?? columnNumber) + 1
      return `    at ${functionName || '<anonymous>'} (${url}:${line}:${column})`
    })
    say({ is: 'stuck', stack: lines.join('\n') })
  })
  session.post('Debugger.enable')
  session.post('Debugger.pause')
}

function readMap(url: string | undefined): SourceMap | undefined {
  const encoded = /^data:application\/json[^,]*;base64,(.*)$/.exec(url ?? '')?.[1]
  if (encoded === undefined) return undefined
  return new SourceMap(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')))
}
