// The process that sends the load of a benchmark.
import type { Socket } from 'node:net'
import { openSockets, requestFrom, sendLoad } from '../../server/labs/load/send-load.ts'
import { answerParent } from '../../server/process/answer-parent.ts'

export type LoadQuestion =
  /** Opens connections to a server, or finds them open: they stay open while other servers have their turn. */
  | { ask: 'connect'; port: number; connections: number; path: string; keys: number }
  /** Sends on them until the time is up, or so many requests are sent, and waits for the last answer. */
  | { ask: 'run'; ms: number }
  | { ask: 'run'; requests: number }
export type Load = {
  requests: number
  ms: number
  /** Processor time of the generator, microseconds. */
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
  requests = Array.from({ length: to.keys }, (_, client) => requestFrom(client, `/${to.path}`))
  sockets = socketsOf.get(to.port) ?? []
  if (sockets.length === to.connections && sockets.every(({ destroyed }) => !destroyed)) return
  for (const socket of sockets) socket.destroy()
  sockets = await openSockets(to.port, to.connections)
  socketsOf.set(to.port, sockets)
}

function run(until: { ms: number } | { requests: number }): Promise<Load> {
  const statuses: Record<string, number> = {}
  const began = performance.now()
  const cpuBefore = process.cpuUsage()
  let answered = 0
  if ('requests' in until) nextRequest = 0

  return new Promise((resolve, reject) => {
    const sendingMs = 'ms' in until ? until.ms : patienceMs
    const load = sendLoad({
      sockets,
      requestOf() {
        const request = requests[nextRequest % requests.length] as Buffer
        nextRequest += 1
        return request
      },
      ...('requests' in until && { most: until.requests }),
      onAnswer(status) {
        statuses[status] = (statuses[status] ?? 0) + 1
        answered += 1
      },
      onDone() {
        const { user, system } = process.cpuUsage(cpuBefore)
        const ms = performance.now() - began
        letGo()
        resolve({ requests: answered, ms, cpuUs: user + system, statuses })
      },
      onFault: fail,
    })
    const timeIsUp = setTimeout(load.stop, sendingMs)
    const noAnswer = setTimeout(() => {
      fail(`Only ${answered} requests were answered within ${(sendingMs + patienceMs) / 1000} s.`)
    }, sendingMs + patienceMs)

    function fail(sentence: string) {
      letGo()
      reject(new Error(sentence))
    }
    function letGo() {
      clearTimeout(timeIsUp)
      clearTimeout(noAnswer)
      load.letGo()
    }
  })
}
