import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export type SteppedScript = {
  /** Every line that Valkey's own debugger stopped at, once, in ascending order. */
  lines: number[]
  /** The script's reply; an error is a string. */
  reply: unknown
}

/**
 * Runs a Lua script on a real Valkey, line by line, in Valkey's own debugger, and keeps what it writes. Valkey does
 * nothing else meanwhile: use a server of the test's own.
 * Source: https://valkey.io/topics/ldb/ (Synchronous mode)
 */
export async function stepScript(
  { port, password = '' }: { port: number; password?: string | undefined },
  { lua, keys, args }: { lua: string; keys: string[]; args: (string | number)[] },
): Promise<SteppedScript> {
  const socket = connect({ host: '127.0.0.1', port })
  await once(socket, 'connect')
  const { ask, rest } = createAsker(socket)
  try {
    await ask(['AUTH', password])
    await ask(['SCRIPT', 'DEBUG', 'SYNC'])
    const lines = new Set<number>()
    let said = await ask(['EVAL', lua, keys.length, ...keys, ...args])
    for (;;) {
      const text = JSON.stringify(said)
      for (const [, line] of text.matchAll(/\* Stopped at (\d+)/g)) lines.add(Number(line))
      if (text.includes('<endsession>')) break
      if (!Array.isArray(said)) throw new Error(`The debugger did not start: ${text}`)
      said = await ask(['step'])
    }
    return { lines: [...lines].sort((a, b) => a - b), reply: await rest() }
  } finally {
    socket.destroy()
  }
}

function createAsker(socket: Socket) {
  let received = ''
  let wake = () => {}
  socket.setEncoding('latin1').on('data', (chunk) => {
    received += chunk
    wake()
  })

  async function rest(): Promise<unknown> {
    for (;;) {
      const read = readReply(received, 0)
      if (read) {
        received = received.slice(read.end)
        return read.value
      }
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  function ask(command: (string | number)[]): Promise<unknown> {
    const parts = command.map((part) => `$${Buffer.byteLength(String(part))}\r\n${part}\r\n`)
    socket.write(`*${command.length}\r\n${parts.join('')}`)
    return rest()
  }
  return { ask, rest }
}

/** One RESP2 reply, or undefined when not all of it is there. Source: https://valkey.io/topics/protocol/ */
function readReply(text: string, at: number): { value: unknown; end: number } | undefined {
  const lineEnd = text.indexOf('\r\n', at)
  if (lineEnd === -1) return undefined
  const head = text.slice(at + 1, lineEnd)
  let end = lineEnd + 2
  if (text[at] === '+' || text[at] === '-') return { value: head, end }
  if (text[at] === ':') return { value: Number(head), end }
  const length = Number(head)
  if (length === -1) return { value: null, end }
  if (text[at] === '$') {
    const value = text.slice(end, end + length)
    return value.length < length ? undefined : { value, end: end + length + 2 }
  }
  const items: unknown[] = []
  while (items.length < length) {
    const item = readReply(text, end)
    if (!item) return undefined
    items.push(item.value)
    end = item.end
  }
  return { value: items, end }
}
