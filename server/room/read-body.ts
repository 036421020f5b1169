import type { z } from 'zod'
import { RoomRefusal } from './room-refusal.ts'

/** A request's body as `shape` has it. Throws a RoomRefusal, 400, that names the first field that does not fit. */
export function readBody<Shape extends z.ZodType>(shape: Shape, body: unknown): z.output<Shape> {
  const checked = shape.safeParse(body ?? {})
  if (checked.success) return checked.data
  const [issue] = checked.error.issues
  const field = issue?.path.join('.') || 'The body'
  throw new RoomRefusal({
    status: 400,
    title: 'Not understood',
    detail: `${field}: ${issue?.message ?? 'it has another shape'}. Nothing was changed.`,
  })
}
