import { randomBytes } from 'node:crypto'
import type { DisposableValkey } from '../../sandbox/sandbox.ts'
import { askReply } from './ask-reply.ts'

const rights = ['~*', 'resetchannels', '+@all', '-@admin', '-@dangerous', '-@blocking']
const harmlessHere = ['+keys', '+sort', '+sort_ro']

/**
 * The user that a learner's script runs as. Even on its own server a script must not reach out of it (MIGRATE connects
 * to other servers), stop it or change its bounds. KEYS and SORT are only dangerous where others wait.
 * Source: https://valkey.io/topics/acl/
 */
export async function allowLearner(valkey: DisposableValkey, learner: Learner): Promise<void> {
  const reply = await askReply(valkey, [
    ...['ACL', 'SETUSER', learner.name, 'reset', 'on', `>${learner.password}`],
    ...rights,
    ...harmlessHere,
  ])
  if (reply.type === 'error') throw new Error(`Valkey refused the learner's user: ${reply.text}`)
}

export type Learner = { name: string; password: string }

export function createLearner(): Learner {
  return { name: 'learner', password: randomBytes(16).toString('hex') }
}
