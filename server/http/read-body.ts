// Values from outside, checked once: every body is read here, by the schema of its feature's contract.ts.
import express, { type Request, type Response } from 'express'
import * as z from 'zod/v4/core'
import { spellValue } from '../limiter/options/spell-value.ts'
import { Refusal } from './refusal.ts'

/** The first field that does not fit ('' is the whole value), what it must be, and what was received, if anything. */
export type Fault = { field: string; rule: string; received: string | undefined }

export type Wording = {
  /** Title of the refusal. */
  title?: string
  /** What the value is called as a whole. */
  whole?: string
  /** Follows the sentence, for example "Nothing was changed." */
  after?: string
  /** Fields whose value is never repeated. */
  secret?: string[]
}

export type BodyReader = <Body>(shape: z.$ZodType<Body>, req: Request) => Promise<Body>

/**
 * Returns what reads a request's JSON body of at most `limit`. It rejects with a Refusal: 400 with a sentence that names
 * the field, its bound and what was received, or 413, whose sentence `tooLarge` may replace.
 */
export function createBodyReader({
  limit = '16kb',
  tooLarge,
  ...wording
}: Wording & { limit?: string | number; tooLarge?: string } = {}): BodyReader {
  const parse = express.json({ limit })
  return async function readBody(shape, req) {
    await new Promise<void>((resolve, reject) => {
      parse(req, req.res as Response, (error) => (error ? reject(error) : resolve()))
    }).catch((error) => {
      if (error?.type !== 'entity.too.large' || tooLarge === undefined) throw error
      throw new Refusal(wording.title ?? 'Too large', tooLarge, 413)
    })
    const type = req.get('Content-Type')
    if (req.body === undefined && type !== undefined) {
      const { title = 'Not understood', after = '' } = wording
      const detail = `The body must be sent as application/json, got ${spellValue(type)}. ${after}`
      throw new Refusal(title, detail.trim(), 400)
    }
    return readShape(shape, req.body, wording)
  }
}

/** The value as `shape` has it. Throws a Refusal, 400. */
export function readShape<Value>(
  shape: z.$ZodType<Value>,
  value: unknown,
  { title = 'Not understood', whole = 'The body', after = '', secret = [] }: Wording = {},
): Value {
  const checked = checkShape(shape, value)
  if (!checked.fault) return checked.value
  const { field, rule, received = 'nothing' } = checked.fault
  // A schema's own message may begin with the field, and is a sentence already.
  const sentence = rule.startsWith(`${field} `) ? rule : `${field || whole}: ${rule}`
  const got = secret.includes(field) ? '' : `, got ${received}`
  throw new Refusal(title, `${sentence}${got}. ${after}`.trim(), 400)
}

/** The value as `shape` has it, or what is wrong with it. */
export function checkShape<Value>(
  shape: z.$ZodType<Value>,
  value: unknown,
): { value: Value; fault?: never } | { value?: never; fault: Fault } {
  const checked = z.safeParse(shape, value, { reportInput: true })
  if (checked.success) return { value: checked.data }
  const [issue] = checked.error.issues
  const field = issue?.path.join('.') ?? ''
  const received = issue?.input === undefined ? undefined : spell(issue.input)
  return { fault: { field, rule: issue ? ruleOf(issue) : 'does not fit', received } }
}

/** The rule in plain words instead of zod's. A message that the schema itself gives stays as it is. */
function ruleOf(issue: z.$ZodIssue): string {
  if (!/^(Invalid|Too|Unrecognized)/.test(issue.message)) return issue.message
  switch (issue.code) {
    case 'invalid_type':
      return kinds[issue.expected] ?? `must be: ${issue.expected}`
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`
    case 'invalid_union':
      return 'must be one of the known ones'
    case 'unrecognized_keys':
      return `must not have ${issue.keys.join(', ').slice(0, 100)}`
    case 'too_small': {
      const bound = issue.inclusive === false ? 'more than' : 'at least'
      return `must be ${bound} ${issue.minimum}${unitOf(issue.origin)}`
    }
    case 'too_big': {
      const bound = issue.inclusive === false ? 'less than' : 'at most'
      return `must be ${bound} ${issue.maximum}${unitOf(issue.origin)}`
    }
    case 'invalid_format':
      return issue.pattern ? `must match ${issue.pattern}` : `must be: ${issue.format}`
    default:
      return issue.message
  }
}

const kinds: Record<string, string> = {
  object: 'must be a JSON object',
  record: 'must be a JSON object',
  array: 'must be a list',
  string: 'must be a string',
  number: 'must be a number',
  int: 'must be a whole number',
  boolean: 'must be true or false',
}

function unitOf(origin: string): string {
  return origin === 'string' ? ' characters' : origin === 'array' ? ' entries' : ''
}

function spell(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 80 ? `${text.slice(0, 80)}… (${text.length} characters)` : text
}
