import { Refusal } from '../http/refusal.ts'

/** A refusal with the HTTP status that fits it. */
export class ExerciseRefusal extends Refusal {
  override name = 'ExerciseRefusal'

  constructor(status: number, title: string, detail: string) {
    super(title, detail, status)
  }
}

/** What the file system refused, to a person: what could not be done to what, and what to do. */
export function fileRefusal(error: unknown, doing: string): ExerciseRefusal {
  if (error instanceof ExerciseRefusal) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const why = reasons[code] ?? `${code || error}. See to the folder, then try again.`
  return new ExerciseRefusal(
    code === 'ENOENT' ? 404 : 409,
    'The file system refused',
    `${doing}: ${why}`,
  )
}

const reasons: Record<string, string> = {
  EACCES: 'you may not write there. Give yourself the right to (chmod u+w), then try again.',
  EPERM: 'you may not write there. Give yourself the right to, then try again.',
  EROFS: 'the disk is read-only. Set WORKSPACE to a folder on another one, then try again.',
  ENOSPC: 'the disk is full. Make room, then try again.',
  ENOENT: 'it is not there. Put it back, or reset the exercise.',
  ENOTDIR: 'a file stands where a folder is needed. Move it away, then try again.',
  EISDIR: 'a folder stands where a file is needed. Move it away, then try again.',
  ELOOP: 'it is a link. The workbook follows none; put the file itself there.',
}
