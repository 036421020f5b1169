// Under which name this browser keeps something of a lesson. The name has no number, so it stays the same when the lesson
// is renumbered.
import { readStored, writeStored } from '../core/stored.ts'

export function nameForLesson(kind: string, lesson: string): string {
  const words = lesson.replace(/^\d+-/, '')
  const name = `${kind}:${words}`
  // Earlier versions of the workbook used the folder's whole name. What is kept under today's name is newer.
  for (const stored of storedNames()) {
    const earlier = stored.replace('workbook:', '')
    if (!/:\d+-/.test(earlier) || earlier.replace(/:\d+-/, ':') !== name) continue
    if (readStored(name) === null) writeStored(name, readStored(earlier))
    writeStored(earlier, null)
  }
  return name
}

function storedNames(): string[] {
  try {
    return Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at) ?? '')
  } catch {
    // Blocked by the browser's settings: nothing is stored.
    return []
  }
}
