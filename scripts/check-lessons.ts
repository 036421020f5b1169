// Sees that the lessons are what lessons/README.md asks for, and that every untouched exercise fails on an
// assertion: not on a crash, and not not at all. Their solutions are tested with everything else.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { exerciseFaults, lessonFaults } from './lesson-faults.ts'
import type { Failure, Report } from './vitest-report.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const lessons = readdirSync(join(root, 'lessons')).filter((name) => /^\d\d-/.test(name))
const total: Pick<Report, 'passed' | 'failed' | 'skipped'> = { passed: 0, failed: [], skipped: [] }

for (const lesson of lessons) note(lesson, 'its folder is complete', lessonFaults({ root, lesson }))
const failures = await runUntouchedExercises()
for (const lesson of lessons) {
  if (!existsSync(join(root, 'lessons', lesson, 'exercise'))) continue
  const own = failures?.filter(({ file }) => file === `lessons/${lesson}/lesson.test.ts`) ?? []
  note(lesson, 'its untouched exercise fails on an assertion', exerciseFaults(own))
  for (const { name, why } of own) console.log(`    ${name.split(' › ').at(-1)}: ${why}`)
}
if (lessons.length === 0) note('lessons/', 'it holds lessons', ['not one lesson is there'])

if (process.env.TEST_REPORT) writeFileSync(process.env.TEST_REPORT, JSON.stringify(total))
process.exitCode = total.failed.length > 0 ? 1 : 0

function note(lesson: string, check: string, faults: string[]): void {
  console.log(`${faults.length === 0 ? '✓' : '✗'} ${lesson}: ${check}`)
  for (const fault of faults) console.log(`    ${fault}`)
  if (faults.length === 0) total.passed++
  else {
    const name = `${lesson}: ${check}`
    total.failed.push({ name, why: faults.join('; '), file: lesson, error: 'LessonFault' })
  }
}

/** Runs every lesson's tests on `exercise/` in place of `solution/`; undefined when the run itself broke. */
async function runUntouchedExercises(): Promise<Failure[] | undefined> {
  const scratch = mkdtempSync(join(tmpdir(), 'workbook-lessons-'))
  const file = join(scratch, 'report.json')
  const args = [
    'run',
    '--project',
    'exercise',
    '--reporter',
    join(root, 'scripts/vitest-report.ts'),
  ]
  const env = { ...process.env, LESSON_SUBJECT: 'exercise', TEST_QUICK: '1', TEST_REPORT: file }
  try {
    await new Promise((resolve) => {
      const vitest = join(root, 'node_modules/vitest/vitest.mjs')
      const child = spawn(process.execPath, [vitest, ...args], {
        cwd: root,
        env,
        stdio: ['ignore', 'ignore', 'inherit'],
      })
      child.on('close', resolve)
    })
    const report: Report = JSON.parse(readFileSync(file, 'utf8'))
    return report.failed
  } catch (error) {
    note('lessons/', 'the exercises can be run', [(error as Error).message])
    return undefined
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}
