// What the environment says about a room's server process; npm run workshop sets it, or compose.yml.
import { createHash } from 'node:crypto'
import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import { bracketed, type Config, type Env, readServerConfig, whole } from '../config.ts'
import { StartError } from '../process/start-error.ts'

export type RoomConfig = Config & {
  room: { id: string; name: string; max: number }
  /** What learners type to come in. */
  code: string
  /** What makes an instructor. */
  token: string
  /** Where the learners reach the room, for links: "http://192.168.1.20:3000". Undefined: at HOST and PORT. */
  origin: string | undefined
}

/**
 * Reads the configuration of a room's server process, which has a code and a token or does not start. Processes with the
 * same ROOM_TOKEN on the same Valkey serve the same room.
 */
export function readRoomConfig(env: Env): RoomConfig {
  const host = env.HOST || '127.0.0.1'
  if (isIP(host) === 0) {
    throw new StartError(`HOST must be the IP address to listen on, got "${host}".`)
  }
  const token = secret(env, 'ROOM_TOKEN', { least: 32, what: 'the instructor’s token' })
  const origin = env.ROOM_ORIGIN ? originOf(env.ROOM_ORIGIN) : undefined
  const config = readServerConfig(env, host)
  const addresses = host === '0.0.0.0' || host === '::' ? ownAddresses() : []
  return {
    ...config,
    hosts: [...new Set([...config.hosts, ...addresses, ...(origin ? [origin.hostname] : [])])],
    room: {
      id: createHash('sha256').update(token).digest('hex').slice(0, 12),
      name: env.ROOM_NAME || 'Workshop',
      max: whole(env, 'ROOM_MAX', { fallback: 100, min: 1, max: 10_000 }),
    },
    code: secret(env, 'ROOM_CODE', { least: 6, what: 'the learners’ access code' }),
    token,
    origin: origin?.origin,
  }
}

/** The value of a secret is never repeated. */
function secret(env: Env, name: string, { least, what }: { least: number; what: string }): string {
  const text = env[name] ?? ''
  if (text.length >= least && text.length <= 200 && /^[\x21-\x7e]+$/.test(text)) return text
  throw new StartError(
    `${name} must be ${what}, ${least} to 200 printable characters without spaces, got ${text === '' ? 'none' : `${text.length} characters`}. A room does not start without it; npm run workshop makes one.`,
  )
}

function originOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/') return url
  throw new StartError(
    `ROOM_ORIGIN must be an address such as http://192.168.1.20:3000, got "${text}".`,
  )
}

function ownAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((addresses = []) =>
    addresses.map(({ address }) => bracketed(address)),
  )
}
