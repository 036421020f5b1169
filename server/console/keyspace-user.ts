import { randomBytes } from 'node:crypto'
import type { Cluster, Redis } from 'ioredis'
import type { ValkeyUser } from '../valkey/resp-reply.ts'
import { aclRules } from './commands.ts'

export type KeyspaceUser = {
  /** The user, made now if Valkey does not have it yet. Rejects with Valkey's own error where it refuses. */
  login(): Promise<ValkeyUser>
  /** Valkey does not know the user any more (a failover, an ACL LOAD): the next login makes it anew. */
  forget(): void
  /** Takes the user back, if Valkey answers. */
  remove(): Promise<void>
}

/**
 * A Valkey user who may do what the console allows, on keys that begin with `prefixes`, and nothing else: what the
 * console's own checks might let through, Valkey refuses. Users are not replicated, so it is made where it is needed.
 * Its password is known to this process alone.
 * Source: https://valkey.io/topics/acl/
 */
export function createKeyspaceUser({
  valkey,
  keyspace,
  prefixes,
}: {
  valkey: Redis
  keyspace: string
  prefixes: readonly string[]
}): KeyspaceUser {
  const user = {
    username: `keyspace:${keyspace}:${randomBytes(6).toString('hex')}`,
    password: randomBytes(24).toString('base64url'),
  }
  let made: Promise<unknown> | undefined

  return {
    async login() {
      const rules = ['reset', 'on', `>${user.password}`, ...aclRules(prefixes)]
      made ??= onEveryNode(valkey, 'ACL', 'SETUSER', user.username, ...rules)
      try {
        await made
      } catch (error) {
        made = undefined
        throw error
      }
      return user
    },
    forget() {
      made = undefined
    },
    async remove() {
      if (!made) return
      made = undefined
      // Where Valkey is gone or changes under us, so is the user, or somebody else's to care for.
      await onEveryNode(valkey, 'ACL', 'DELUSER', user.username).catch(() => undefined)
    },
  }
}

/**
 * Runs a command on Valkey, of a cluster on each node that answers: users, for one, are not carried from node to node.
 * Rejects with the first refusal, or when no node answers.
 */
async function onEveryNode(valkey: Redis, command: string, ...args: string[]): Promise<void> {
  const nodes = valkey.isCluster ? (valkey as unknown as Cluster).nodes('all') : [valkey]
  const asked = await Promise.allSettled(nodes.map((node) => node.call(command, args)))
  const failed = asked.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []))
  const refusal = failed.find(({ name }) => name === 'ReplyError')
  if (refusal) throw refusal
  if (failed[0] && failed.length === asked.length) throw failed[0]
}
