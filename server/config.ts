// What the environment says about the server. Everything is checked here, once; past this file a value is what it says.
// (Where a private Valkey comes from has variables of its own: valkey/find.ts.)
import { existsSync, readFileSync } from 'node:fs'
import { isIP, isIPv4 } from 'node:net'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { StartError } from './process/start-error.ts'
import type { ValkeyAddress } from './valkey/address.ts'

export type Config = {
  host: string
  port: number
  policy: { limit: number; windowSeconds: number }
  /** The Valkey that VALKEY_HOST names; undefined: the workbook starts its own. */
  valkey: ValkeyAddress | undefined
  /** Names the workbook answers to, without port. */
  hosts: string[]
  /** How many proxies stand before it, or their addresses; 0 is none. */
  trustProxy: number | string[]
  /** The folder of the learner's own files, from the checkout's root; git ignores it. */
  workspace: string
}

export type Env = Record<string, string | undefined>

/** The environment over what `.env` in `folder` says: a variable set in the terminal wins. */
export function readEnvironment(env: Env, folder: string): Env {
  const file = join(folder, '.env')
  return existsSync(file) ? { ...parseEnv(readFileSync(file, 'utf8')), ...env } : env
}

/** Reads the configuration. Throws a StartError that names the first bad variable, its value and what it must be. */
export function readConfig(env: Env): Config {
  return readServerConfig(env, loopback(env.HOST))
}

/** What both modes read; which addresses may be listened on is theirs to say. */
export function readServerConfig(env: Env, host: string): Config {
  return {
    host,
    port: whole(env, 'PORT', { fallback: 3000, min: 0, max: 65_535 }),
    policy: {
      limit: whole(env, 'RATE_LIMIT', { fallback: 5, min: 1, max: 1_000_000_000 }),
      windowSeconds: whole(env, 'RATE_WINDOW_SECONDS', { fallback: 60, min: 1, max: 31_536_000 }),
    },
    valkey: env.VALKEY_HOST ? valkeyAddress(env, env.VALKEY_HOST) : undefined,
    hosts: [
      ...new Set(['localhost', '127.0.0.1', '[::1]', bracketed(host), ...list(env.ALLOWED_HOSTS)]),
    ],
    trustProxy: trustProxy(env.TRUST_PROXY),
    workspace: env.WORKSPACE || 'workspace',
  }
}

function valkeyAddress(env: Env, host: string): ValkeyAddress {
  const tls = flag(env, 'VALKEY_TLS', !isLoopback(host))
  return {
    host,
    port: whole(env, 'VALKEY_PORT', { fallback: 6379, min: 1, max: 65_535 }),
    ...(env.VALKEY_USERNAME && { username: env.VALKEY_USERNAME }),
    ...(env.VALKEY_PASSWORD && { password: env.VALKEY_PASSWORD }),
    tls: tls && (env.VALKEY_CA_FILE ? { ca: certificate(env.VALKEY_CA_FILE) } : {}),
    ...(flag(env, 'VALKEY_CLUSTER', false) && { cluster: true }),
  }
}

export function whole(
  env: Env,
  name: string,
  { fallback, min, max }: { fallback: number; min: number; max: number },
): number {
  const text = env[name]
  if (text === undefined || text === '') return fallback
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (value >= min && value <= max) return value
  throw new StartError(`${name} must be a whole number from ${min} to ${max}, got "${text}".`)
}

function flag(env: Env, name: string, fallback: boolean): boolean {
  const text = env[name]
  if (text === undefined || text === '') return fallback
  if (text === 'true' || text === 'false') return text === 'true'
  throw new StartError(`${name} must be true or false, got "${text}".`)
}

function certificate(file: string): string {
  let pem: string
  try {
    pem = readFileSync(file, 'utf8')
  } catch {
    throw new StartError(
      `VALKEY_CA_FILE names "${file}", which cannot be read. Give the path of a PEM certificate.`,
    )
  }
  if (pem.includes('-----BEGIN CERTIFICATE-----')) return pem
  throw new StartError(
    `VALKEY_CA_FILE names "${file}", which holds no PEM certificate (-----BEGIN CERTIFICATE-----).`,
  )
}

function loopback(host: string | undefined): string {
  if (!host || host === 'localhost') return '127.0.0.1'
  if (isLoopback(host)) return host
  throw new StartError(
    `HOST must be a loopback address such as 127.0.0.1, got "${host}": npm start is for one learner on their own machine. For a room on the network use npm run workshop.`,
  )
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'))
}

export function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}

function list(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

function trustProxy(text: string | undefined): number | string[] {
  const items = list(text)
  const [first] = items
  if (first === undefined) return 0
  if (items.length === 1 && /^\d{1,2}$/.test(first)) return Number(first)
  const bad = items.find((item) => !isAddressBlock(item))
  if (bad === undefined) return items
  throw new StartError(
    `TRUST_PROXY must be a number of proxies such as 1, or a list of their addresses such as 10.0.0.0/8, got "${bad}".`,
  )
}

function isAddressBlock(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const version = isIP(address)
  if (version === 0 || rest.length > 0) return false
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
  )
}
