import type { Progress } from '../progress/contract.ts'
import type { LessonCell } from './contract.ts'

/** Progress as the board has it: one word a lesson, and how much there is in all. */
export function summarise({ lessons }: Progress): {
  lessons: Record<string, LessonCell>
  marks: number
} {
  const cells: Record<string, LessonCell> = {}
  let marks = 0
  for (const [folder, { doneAt, sections, quizzes, exercises }] of Object.entries(lessons)) {
    const passed = Object.keys(exercises).length
    cells[folder] = passed > 0 ? 'passed' : doneAt === undefined ? 'begun' : 'read'
    const right = Object.values(quizzes).filter((answers) => answers.right !== undefined).length
    marks += Object.keys(sections).length + right + passed + (doneAt === undefined ? 0 : 1)
  }
  return { lessons: cells, marks }
}
