import type { z } from 'zod'
import { Refusal } from '../http/refusal.ts'

/** A value from outside, checked. Throws a Refusal that names the field, what it must be, and what it was. */
export function readFields<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const result = schema.safeParse(value, { reportInput: true })
  if (result.success) return result.data
  const [issue] = result.error.issues
  const path = issue?.path.join('.') ?? ''
  const got = issue === undefined || issue.input === undefined ? 'nothing' : spell(issue.input)
  throw new Refusal(
    `Bad ${what}`,
    `${path === '' ? `The ${what}` : path}: ${issue ? mustBe(issue) : 'not as expected'}, got ${got}.`,
  )
}

/** What zod would say in terms of its own types, in the reader's; a message of ours stays as it is. */
function mustBe(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.startsWith('Invalid input') ? kindWords(issue.expected) : issue.message
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`
    case 'invalid_union':
      return 'must be one of the known ones'
    case 'unrecognized_keys':
      return `must not have ${issue.keys.join(', ').slice(0, 100)}`
    default:
      return issue.message
  }
}

function kindWords(expected: string): string {
  const words: Record<string, string> = {
    object: 'must be a JSON object',
    array: 'must be a list',
    string: 'must be a text',
    boolean: 'must be true or false',
  }
  return words[expected] ?? `must be: ${expected}`
}

function spell(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 80 ? `${text.slice(0, 80)}… (${text.length} characters)` : text
}
