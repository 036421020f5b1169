// What `npm run workshop` is told on the command line. Needs nothing but Node: it is read before anything is installed.
import { isIP } from 'node:net'
import { parseArgs } from 'node:util'

export const help = `npm run workshop -- [flags]

Teaches a room: serves the workbook on this machine's address in the local network, for everybody who has the access
code. It prints the learners' link, as a QR code too, and the instructor's. Everything stays in the room.

  --name TEXT      the room's name (Workshop)
  --port N         the port (PORT, else 3000)
  --max N          how many may join, 1 to 10000 (100)
  --host ADDRESS   the address to listen on, where the machine has several; 127.0.0.1 is for this machine alone
  --processes N    how many server processes share the port, 1 to 32 (2)
  --rehearse N     N simulated learners come in, 1 to 2000, so that you can practise
  --end            ends the room that is kept here and deletes everything of it
  --help           this

Ctrl-C stops it and keeps the room: the next npm run workshop opens it again, with the same links, code and learners.
The room's data is in .room/, unless VALKEY_HOST names a Valkey. ROOM_ORIGIN is its address behind a proxy with TLS.`

const options = /** @type {const} */ ({
  name: { type: 'string' },
  port: { type: 'string' },
  max: { type: 'string' },
  host: { type: 'string' },
  processes: { type: 'string' },
  rehearse: { type: 'string' },
  end: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
})

/**
 * @param {string[]} args
 * @returns {{ name?: string, port?: number, max?: number, host?: string, processes?: number, rehearse?: number, end: boolean, help: boolean }}
 * @throws {Error} with `expected: true` and a sentence that names the flag and its value
 */
export function readFlags(args) {
  const { name, host, end = false, help = false, ...numbers } = parse(args)
  if (name !== undefined && (name.trim() === '' || name.length > 60)) {
    throw expected(`--name must be 1 to 60 characters, got ${name.length}.`)
  }
  if (host !== undefined && isIP(host) === 0) {
    throw expected(`--host must be an IP address of this machine, got "${host}".`)
  }
  return {
    ...(name !== undefined && { name: name.trim() }),
    ...(host !== undefined && { host }),
    ...whole(numbers, 'port', { min: 0, max: 65_535 }),
    ...whole(numbers, 'max', { min: 1, max: 10_000 }),
    ...whole(numbers, 'processes', { min: 1, max: 32 }),
    ...whole(numbers, 'rehearse', { min: 1, max: 2000 }),
    end,
    help,
  }
}

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({ args, options, allowPositionals: false }).values
  } catch (error) {
    throw expected(`${error.message.split('. ')[0]}. npm run workshop -- --help lists the flags.`)
  }
}

/**
 * @template {string} Name
 * @param {Partial<Record<Name, string>>} numbers
 * @param {Name} name
 * @param {{ min: number, max: number }} bounds
 * @returns {Partial<Record<Name, number>>}
 */
function whole(numbers, name, { min, max }) {
  const text = numbers[name]
  if (text === undefined) return {}
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
  if (value >= min && value <= max) {
    return /** @type {Partial<Record<Name, number>>} */ ({ [name]: value })
  }
  throw expected(`--${name} must be a whole number from ${min} to ${max}, got "${text}".`)
}

/** @param {string} message */
function expected(message) {
  return Object.assign(new Error(message), { expected: true })
}
