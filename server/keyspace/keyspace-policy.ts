// What GET /api/keyspace/saka?… asks for, checked once. Everything may be left out: then it is the guide's.
import { z } from 'zod'
import { algorithmNames, policyFault } from '../limiter/algorithms/algorithms.ts'
import { spellValue } from '../limiter/options/spell-value.ts'
import { keyspaceBounds } from './bounds.ts'
import { countedBy, type KeyspacePolicy } from './contract.ts'

const query = z
  .strictObject({
    algorithm: oneOf('algorithm', algorithmNames).default('fixed-window'),
    limit: whole('limit', keyspaceBounds.limit).default(5),
    window: whole('window', keyspaceBounds.window, ' of seconds').default(60),
    by: oneOf('by', countedBy.options).default('ip'),
  })
  .superRefine(({ algorithm, limit, window }, { addIssue }) => {
    const fault = policyFault(algorithm, { limit, windowSeconds: window })
    if (fault !== undefined) addIssue(`${fault}.`)
  })

/** The policy that a query asks for, or one sentence that names what is wrong with it, and its value. */
export function readKeyspacePolicy(given: unknown): KeyspacePolicy | { fault: string } {
  const read = query.safeParse(given)
  if (read.success) {
    const { window: windowSeconds, ...policy } = read.data
    return { ...policy, windowSeconds }
  }
  const [issue] = read.error.issues
  if (issue?.code !== 'unrecognized_keys') return { fault: issue?.message ?? '' }
  return {
    fault: `The keyspace knows no ${spellValue(issue.keys[0])}. It knows algorithm, limit, window and by.`,
  }
}

function whole(name: string, { min, max }: { min: number; max: number }, unit = '') {
  const message = (value: unknown) =>
    `${name} must be a whole number${unit} from ${min} to ${max}, got ${spellValue(value)}.`
  return z
    .string({ error: ({ input }) => message(input) })
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max, {
      error: ({ input }) => message(input),
    })
    .transform(Number)
}

function oneOf<const Name extends string>(field: string, names: readonly Name[]) {
  return z.enum(names, {
    error: ({ input }) => `${field} must be one of ${names.join(', ')}, got ${spellValue(input)}.`,
  })
}
