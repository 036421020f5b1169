// The page's questions about one exercise to the workbook's server. What it may answer is a value, never an exception.
import type {
  CheckAccepted,
  ExerciseDetail,
  ExerciseFile,
  ResetDone,
  SavedFile,
  SaveFile,
  Solution,
} from '../../server/exercises/contract.ts'

export type Answer<Body> =
  | { is: 'done'; body: Body }
  /** 409: the file as it is on disk now. */
  | { is: 'conflict'; current: ExerciseFile }
  | { is: 'refused'; status: number; title: string; detail: string }
  /** No answer: the workbook is stopped, or the line is cut. */
  | { is: 'away' }

export type ExerciseServer = {
  detail(): Promise<Answer<ExerciseDetail>>
  start(): Promise<Answer<ExerciseDetail>>
  save(name: string, file: SaveFile): Promise<Answer<SavedFile>>
  check(): Promise<Answer<CheckAccepted>>
  reset(): Promise<Answer<ResetDone>>
  solution(): Promise<Answer<Solution>>
}

const deadlineMs = 10_000

/** @param lesson the lesson's folder, "04-atomic-counter" */
export function createExerciseServer(lesson: string): ExerciseServer {
  const path = `/api/exercises/${encodeURIComponent(lesson)}`
  return {
    detail: () => ask('GET', path),
    start: () => ask('POST', `${path}/start`, {}),
    save: (name, file) => ask('PUT', `${path}/files/${encodeURIComponent(name)}`, file),
    check: () => ask('POST', `${path}/check`, {}),
    reset: () => ask('POST', `${path}/reset`, { confirm: true }),
    solution: () => ask('GET', `${path}/solution`),
  }
}

/** Asks the workbook's server about exercises; `within`: so long it may take, in ms. */
export async function ask<Body>(
  method: string,
  path: string,
  body?: unknown,
  { within = deadlineMs } = {},
): Promise<Answer<Body>> {
  try {
    const response = await fetch(path, {
      method,
      cache: 'no-store',
      signal: AbortSignal.timeout(within),
      ...(body !== undefined && {
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
    })
    const answer = await response.json().catch(() => null)
    if (response.ok && answer !== null) return { is: 'done', body: answer }
    if (response.status === 409 && answer?.current) {
      return { is: 'conflict', current: answer.current }
    }
    return {
      is: 'refused',
      status: response.status,
      title: answer?.title ?? `${response.status} ${response.statusText}`.trim(),
      detail: answer?.detail ?? '',
    }
  } catch {
    // Refused, cut, or silent for too long: to the learner it is the same.
    return { is: 'away' }
  }
}
