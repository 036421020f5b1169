import type { LabPolicy } from '../../../server/lab/contract.ts'
import type { Client } from '../../api.ts'
import type { LoggedAnswer } from '../logged-answer.ts'
import { isClient } from './plan-requests.ts'

/** The key that this client counts on under the algorithm, as the lab named it in X-Lab-Key; undefined before it did. */
export function keyOfClient(
  answers: readonly LoggedAnswer[],
  client: Client,
  algorithm: LabPolicy['algorithm'],
): string | undefined {
  for (const { path, client: sender, answer } of answers) {
    if (!isClient(sender, client) || !path.includes(`?algorithm=${algorithm}&`)) continue
    const named = answer.headers?.find(([name]) => name === 'x-lab-key')
    if (named) return named[1]
  }
  return undefined
}
