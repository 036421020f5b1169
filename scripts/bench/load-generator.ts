// Sends requests as fast as they are answered, one at a time on each connection, and checks every answer.
// Raw sockets and not autocannon: 14 µs of processor time a request against 22 to 30, measured against a server that
// answers at once. On two cores whatever the generator takes is missing elsewhere.
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { answerParent } from './child.ts'

export type LoadQuestion =
  /** Opens connections to a server, or finds them open: they stay open while other servers have their turn. */
  | { ask: 'connect'; port: number; connections: number; path: string; keys: number }
  /** Sends on them until the time is up, or so many requests are sent, and waits for the last answer. */
  | { ask: 'run'; ms: number }
  | { ask: 'run'; requests: number }
export type Load = {
  requests: number
  ms: number
  /** What the generator itself took. */
  cpuUs: number
  /** How many answers had which status. */
  statuses: Record<string, number>
}

/** How long the last answers may take. */
const patienceMs = 15_000
const socketsOf = new Map<number, Socket[]>()
let sockets: Socket[] = []
let requests: Buffer[] = []
let nextRequest = 0

answerParent<LoadQuestion>((question) =>
  question.ask === 'connect' ? open(question) : run(question),
)

async function open(to: { port: number; connections: number; path: string; keys: number }) {
  requests = Array.from({ length: to.keys }, (_, i) =>
    Buffer.from(`GET /${to.path} HTTP/1.1\r\nHost: localhost\r\nX-Client: client-${i}\r\n\r\n`),
  )
  sockets = socketsOf.get(to.port) ?? []
  if (sockets.length === to.connections && sockets.every(({ destroyed }) => !destroyed)) return
  for (const socket of sockets) socket.destroy()
  sockets = Array.from({ length: to.connections }, () =>
    connect({ host: '127.0.0.1', port: to.port, noDelay: true }),
  )
  socketsOf.set(to.port, sockets)
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))
}

function run(until: { ms: number } | { requests: number }): Promise<Load> {
  const goal = 'requests' in until ? until.requests : Number.POSITIVE_INFINITY
  const statuses: Record<string, number> = {}
  const began = performance.now()
  const cpuBefore = process.cpuUsage()
  let sent = 0
  let answered = 0
  let isOver = false
  if ('requests' in until) nextRequest = 0

  return new Promise((resolve, reject) => {
    const sendingMs = 'ms' in until ? until.ms : patienceMs
    const timeIsUp = setTimeout(stopSending, sendingMs)
    const noAnswer = setTimeout(giveUp, sendingMs + patienceMs)
    for (const socket of sockets) {
      socket.on('data', createAnswerReader(onAnswer(socket), fail))
      socket.on('error', fail)
      socket.on('close', () => fail(new Error('the server closed a connection')))
      sendNext(socket)
    }
    function sendNext(socket: Socket) {
      if (isOver || sent === goal) return
      sent += 1
      send(socket)
    }
    function onAnswer(socket: Socket) {
      return (status: string) => {
        statuses[status] = (statuses[status] ?? 0) + 1
        answered += 1
        sendNext(socket)
        if (answered === sent) finish()
      }
    }
    function stopSending() {
      isOver = true
    }
    function finish() {
      const { user, system } = process.cpuUsage(cpuBefore)
      const ms = performance.now() - began
      letGo()
      resolve({ requests: answered, ms, cpuUs: user + system, statuses })
    }
    function giveUp() {
      const seconds = (sendingMs + patienceMs) / 1000
      fail(new Error(`${answered} of ${sent} requests were answered within ${seconds} s`))
    }
    function fail(error: Error) {
      letGo()
      reject(error)
    }
    function letGo() {
      clearTimeout(timeIsUp)
      clearTimeout(noAnswer)
      for (const socket of sockets) {
        for (const event of ['data', 'error', 'close']) socket.removeAllListeners(event)
        // While nobody measures, a lost connection is only opened again.
        socket.on('error', () => {})
      }
    }
  })
}

function send(socket: Socket): void {
  const request = requests[nextRequest % requests.length]
  nextRequest += 1
  if (request) socket.write(request)
}

/** Cuts what a connection receives into answers. Express gives each a Content-Length. */
function createAnswerReader(onAnswer: (status: string) => void, fail: (error: Error) => void) {
  let pending: Buffer | undefined
  return function read(chunk: Buffer): void {
    const data = pending ? Buffer.concat([pending, chunk]) : chunk
    pending = undefined
    const headEnd = data.indexOf('\r\n\r\n')
    if (headEnd === -1) {
      pending = data
      return
    }
    const head = data.toString('latin1', 0, headEnd)
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
    if (length === undefined) {
      fail(new Error(`an answer has no Content-Length: ${head}`))
      return
    }
    if (data.length < headEnd + 4 + Number(length)) {
      pending = data
      return
    }
    onAnswer(head.slice(9, 12))
  }
}
