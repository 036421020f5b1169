// Progress as it comes from outside, from the page or from the file: checked here, trusted everywhere else.
import { z } from 'zod'
import type { Progress } from './contract.ts'

const mostLessons = 200
const mostMarks = 500

const moment = z.iso.datetime({ precision: 3 })
const name = z.string().min(1).max(200)

function limited<Value extends z.ZodType>(value: Value, most: number) {
  return z
    .record(name, value)
    .refine((marks) => Object.keys(marks).length <= most, `holds more than ${most} entries`)
}

const answers = z.strictObject({ right: moment.exactOptional(), wrong: moment.exactOptional() })

const lesson = z.strictObject({
  place: z.strictObject({ at: moment, section: name.nullable() }).exactOptional(),
  doneAt: moment.exactOptional(),
  sections: limited(moment, mostMarks),
  quizzes: limited(answers, mostMarks),
  exercises: limited(moment, mostMarks),
})

const progress = z.strictObject({
  version: z.literal(1),
  startedOver: moment.exactOptional(),
  lessons: limited(lesson, mostLessons),
})

/** Reads progress from parsed JSON. `fault` names the field, its value and what is wrong with it. */
export function checkProgress(
  value: unknown,
): { progress: Progress; fault?: never } | { fault: string; progress?: never } {
  const checked = progress.safeParse(value, { reportInput: true })
  if (checked.success) return { progress: checked.data }
  const [issue] = checked.error.issues
  if (!issue) return { fault: 'it is no progress' }
  const field = issue.path.join('.') || 'the whole'
  return { fault: `${field} is ${spell(issue.input)}: ${issue.message}` }
}

function spell(value: unknown): string {
  return (JSON.stringify(value) ?? 'missing').slice(0, 80)
}
