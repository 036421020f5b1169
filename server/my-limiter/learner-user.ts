import { randomBytes } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { ValkeyUser } from '../valkey/resp-reply.ts'

export type LearnerUser = {
  /** Its name and password; null where Valkey lets nobody make users, with the reason in `refused`. */
  login(): Promise<ValkeyUser | null>
  /** Makes the user anew where Valkey has lost it, as one that was started again has. */
  ensure(): Promise<void>
  /** Valkey's words when it refused; null while it did not. */
  refused(): string | null
  /** Takes the user back, if Valkey answers. */
  remove(): Promise<void>
}

const families = ['string', 'hash', 'sortedset', 'set', 'list', 'hyperloglog', 'bitmap']
const expiry = ['expire', 'pexpire', 'expireat', 'pexpireat', 'persist']
const looks = ['ttl', 'pttl', 'expiretime', 'pexpiretime', 'exists', 'type', 'del', 'unlink']
const scripts = ['eval', 'evalsha', 'script|load', 'script|exists']
const connection = ['hello', 'client|setinfo', 'client|setname', 'client|id', 'info', 'select']
const others = ['multi', 'exec', 'discard', 'watch', 'unwatch', 'time', 'ping', 'echo']

/**
 * The Valkey user that a learner's limiter runs as: what a limiter needs, on keys that begin with `prefixes`.
 * Source: https://valkey.io/topics/acl/
 */
export function createLearnerUser({
  valkey,
  prefixes,
}: {
  valkey: Redis
  prefixes: readonly string[]
}): LearnerUser {
  const username = `my-limiter:${randomBytes(6).toString('hex')}`
  const password = randomBytes(24).toString('base64url')
  const rules = [
    ...prefixes.map((prefix) => `~${prefix}*`),
    ...['resetchannels', '-@all'],
    ...families.map((family) => `+@${family}`),
    ...['-@blocking', '-@dangerous'],
    ...[expiry, looks, scripts, connection, others].flat().map((command) => `+${command}`),
  ]
  let made = false
  let refused: string | null = null

  async function make(): Promise<void> {
    try {
      await valkey.call('ACL', 'SETUSER', username, 'reset', 'on', `>${password}`, ...rules)
      made = true
      refused = null
    } catch (error) {
      // Valkey's own no is an answer; that it does not answer is not.
      if (!(error instanceof Error && error.name === 'ReplyError')) throw error
      refused = error.message
    }
  }

  return {
    async login() {
      if (!made) await make()
      return refused === null ? { username, password } : null
    },
    async ensure() {
      if (!made) return
      const known = await valkey.call('ACL', 'GETUSER', username)
      if (known === null) await make()
    },
    refused: () => refused,
    async remove() {
      if (!made) return
      made = false
      // Where Valkey is gone, so is the user.
      await valkey.call('ACL', 'DELUSER', username).catch(() => undefined)
    },
  }
}
