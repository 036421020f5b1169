// A process that has a Valkey run the limiter's script as fast as it answers, on many connections at once.
// It speaks the protocol itself: a client library would be busier than the server it measures.
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { answerParent } from '../../process/answer-parent.ts'

export type CommandLoadQuestion =
  | { ask: 'start'; port: number; password: string; connections: number; sha1: string }
  | { ask: 'stop' }

/** `cpuUs` is the processor time of this process, in microseconds. */
export type CommandLoad = { commands: number; ms: number; cpuUs: number }

/** Commands under way on each connection, so that the server and not the way to it is what is busy. */
const inFlight = 8

type Load = { sockets: Socket[]; commands: number; began: number; cpu: NodeJS.CpuUsage }
let load: Load | undefined
let fault: string | undefined

answerParent<CommandLoadQuestion>((question) =>
  question.ask === 'start' ? start(question) : stop(),
)

async function start({
  port,
  password,
  connections,
  sha1,
}: Extract<CommandLoadQuestion, { ask: 'start' }>): Promise<void> {
  const sockets = await Promise.all(
    Array.from({ length: connections }, () => login(port, password)),
  )
  fault = undefined
  const current: Load = {
    sockets,
    commands: 0,
    began: performance.now(),
    cpu: process.cpuUsage(),
  }
  load = current
  for (const [client, socket] of sockets.entries()) {
    keepAsking(current, socket, resp('EVALSHA', sha1, '1', `rate:client-${client}`, '3600'))
  }
}

function stop(): CommandLoad {
  if (fault) throw new Error(fault)
  if (!load) throw new Error('The load has not been started.')
  const { sockets, commands, began, cpu } = load
  const { user, system } = process.cpuUsage(cpu)
  const ms = performance.now() - began
  for (const socket of sockets) {
    socket.removeAllListeners()
    socket.on('error', () => {})
    socket.destroy()
  }
  load = undefined
  return { commands, ms, cpuUs: user + system }
}

async function login(port: number, password: string): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true })
  socket.write(resp('AUTH', password))
  const [answer] = (await once(socket, 'data')) as [Buffer]
  if (!answer.toString().startsWith('+OK')) throw new Error(`The server refused: ${answer}`)
  return socket
}

function keepAsking(current: Load, socket: Socket, command: Buffer): void {
  socket.on('error', (error) => {
    fault ??= `A connection broke: ${error.message}`
  })
  socket.on('close', () => {
    fault ??= 'The server closed a connection.'
  })
  socket.on('data', (chunk: Buffer) => {
    const replies = countReplies(chunk)
    if (replies === undefined) {
      fault ??= `The server answered with an error: ${chunk.toString('latin1', 0, 200)}`
      return
    }
    current.commands += replies
    if (replies > 0) socket.write(replies === 1 ? command : Buffer.concat(times(command, replies)))
  })
  socket.write(Buffer.concat(times(command, inFlight)))
}

const arrayByte = '*'.charCodeAt(0)
const errorByte = '-'.charCodeAt(0)
const newLine = '\n'.charCodeAt(0)

/** The script's reply is an array of two numbers, so a `*` is a reply; undefined when a line is an error. */
function countReplies(chunk: Buffer): number | undefined {
  let replies = 0
  for (let i = 0; i < chunk.length; i += 1) {
    if (chunk[i] === arrayByte) replies += 1
    else if (chunk[i] === errorByte && (i === 0 || chunk[i - 1] === newLine)) return undefined
  }
  return replies
}

function times(command: Buffer, count: number): Buffer[] {
  return Array.from({ length: count }, () => command)
}

/** A command on the wire. Source: https://valkey.io/topics/protocol/ */
function resp(...words: string[]): Buffer {
  const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`)
  return Buffer.from(`*${words.length}\r\n${parts.join('')}`)
}
