import type { z } from 'zod'
import { Refusal } from '../refusal.ts'

/** A value from outside, checked. Throws a Refusal that names the field, what it must be, and what it was. */
export function readFields<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const result = schema.safeParse(value, { reportInput: true })
  if (result.success) return result.data
  const [issue] = result.error.issues
  const path = issue?.path.join('.') ?? ''
  const got = issue === undefined || issue.input === undefined ? 'nothing' : spell(issue.input)
  throw new Refusal(
    `Bad ${what}`,
    `${path === '' ? `The ${what}` : path}: ${issue?.message ?? 'not as expected'}, got ${got}.`,
  )
}

function spell(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 80 ? `${text.slice(0, 80)}… (${text.length} characters)` : text
}
