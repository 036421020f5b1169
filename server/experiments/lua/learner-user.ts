import { randomBytes } from 'node:crypto'
import type { DisposableValkey } from '../../sandbox/sandbox.ts'
import { askReply } from './ask-reply.ts'

/**
 * The user that a learner's script runs as. Even on a server of its own a script must not reach out of it (MIGRATE
 * connects to other servers), end it or change its bounds. KEYS and SORT are only dangerous where others wait.
 * Source: https://valkey.io/topics/acl/
 */
const rights = ['~*', 'resetchannels', '+@all', '-@admin', '-@dangerous', '-@blocking']
const harmlessHere = ['+keys', '+sort', '+sort_ro']

export async function createLearner(
  valkey: DisposableValkey,
): Promise<{ name: string; password: string }> {
  const learner = { name: 'learner', password: randomBytes(16).toString('hex') }
  const reply = await askReply(valkey, [
    ...['ACL', 'SETUSER', learner.name, 'reset', 'on', `>${learner.password}`],
    ...rights,
    ...harmlessHere,
  ])
  if (reply.type === 'error') throw new Error(`Valkey refused the learner's user: ${reply.text}`)
  return learner
}
