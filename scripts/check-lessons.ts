// `npm run check:lessons`: sees that the course is what lessons/README.md asks for. Texts, links, words, tags and folders
// are read; every solution must pass its tests, every known mistake must be caught, and every untouched exercise must
// fail on an assertion: not on a crash, and not not at all.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readGlossary } from '../web/build/read-glossary.ts'
import { linkFaults, readLinkTargets } from './lesson-checks/link-faults.ts'
import { partFaults } from './lesson-checks/part-faults.ts'
import { createSpeller } from './lesson-checks/spelling.ts'
import { strayLessonsFaults } from './lesson-checks/stray-faults.ts'
import { tagFaults } from './lesson-checks/tag-types.ts'
import { exerciseFaults, lessonFaults } from './lesson-faults.ts'
import type { Failure, Report } from './vitest-report.ts'

const help = `npm run check:lessons [-- <option>]     checks the course

  Folders, front matter, regions, links, tags, spelling, hints and instructor notes of every lesson; that every
  solution passes its tests and every known mistake is caught; that every untouched exercise fails on an assertion.
  --read-only      only what can be read: runs no test, needs no Valkey
  --tested         npm test uses this: its own run has already tested the solutions and the known mistakes
  --root <folder>  another checkout than this one
  --help           this text
`

const flags = readFlags()
const root = resolve(flags.root ?? '.')
const total: Pick<Report, 'passed' | 'failed' | 'skipped'> = { passed: 0, failed: [], skipped: [] }
const lessons = readdirSync(join(root, 'lessons')).filter((name) => /^\d\d-/.test(name))
const has = (lesson: string, file: string) => existsSync(join(root, 'lessons', lesson, file))

if (lessons.length === 0) note('lessons/', 'it holds lessons', ['not one lesson is there'])
await checkTexts()
if (!flags['read-only']) await checkByTests()

if (process.env.TEST_REPORT) writeFileSync(process.env.TEST_REPORT, JSON.stringify(total))
if (!flags.tested) console.log(`\n${total.passed} passed, ${total.failed.length} failed`)
process.exitCode = total.failed.length > 0 ? 1 : 0

async function checkTexts(): Promise<void> {
  note('lessons/', 'nothing lies about in it', strayLessonsFaults(root))
  note('lessons/', 'its glossary can be read', await faultsOf(() => void readGlossary(root)))
  const speller = createSpeller(root)
  const targets = await readLinkTargets(root)
  for (const lesson of lessons) {
    note(lesson, 'its folder is complete', lessonFaults({ root, lesson }))
    note(lesson, 'it has what every lesson has', await faultsOf(() => faultyParts(lesson)))
    note(
      lesson,
      'its links lead somewhere',
      await faultsOf(() => linkFaults({ root, lesson, targets })),
    )
    note(lesson, 'its words are spelt right', await faultsOf(() => misspelt(speller, lesson)))
  }
  for (const name of ['README.md', 'glossary.yaml']) {
    const file = join(root, 'lessons', name)
    if (!existsSync(file)) continue
    const source = readFileSync(file, 'utf8')
    note('lessons/', `the words of ${name} are spelt right`, speller.faults({ name, source }))
  }
  try {
    const written = lessons.filter((lesson) => has(lesson, 'lesson.mdx'))
    for (const [lesson, faults] of await tagFaults({ root, lessons: written })) {
      note(lesson, 'its tags fit their components', faults)
    }
  } catch (error) {
    note('lessons/', 'the tags can be checked', [messageOf(error)])
  }
}

function misspelt(speller: ReturnType<typeof createSpeller>, lesson: string): string[] {
  return ['lesson.mdx', 'instructor.md', 'hints.md'].flatMap((name) => {
    if (!has(lesson, name)) return []
    const source = readFileSync(join(root, 'lessons', lesson, name), 'utf8')
    return speller.faults({ name, source })
  })
}

function faultyParts(lesson: string): string[] {
  if (!has(lesson, 'lesson.mdx')) return []
  return partFaults(readFileSync(join(root, 'lessons', lesson, 'lesson.mdx'), 'utf8'))
}

async function checkByTests(): Promise<void> {
  if (!flags.tested) {
    const report = await runLessonTests('lessons')
    for (const lesson of lessons) {
      const own = report?.failed.filter(({ file }) => file.startsWith(`lessons/${lesson}/`)) ?? []
      const faults = report
        ? own.map(({ name, why }) => `${shortName(name)}: ${why}`)
        : ['see above']
      note(lesson, 'its solution passes and its known mistakes are caught', faults)
    }
  }
  const report = await runLessonTests('exercise')
  for (const lesson of lessons) {
    if (!has(lesson, 'exercise')) continue
    const own =
      report?.failed.filter(({ file }) => file === `lessons/${lesson}/lesson.test.ts`) ?? []
    note(lesson, 'its untouched exercise fails on an assertion', exerciseFaults(own))
    for (const { name, why } of own) console.log(`    ${shortName(name)}: ${why}`)
  }
}

function note(lesson: string, check: string, faults: string[]): void {
  console.log(`${faults.length === 0 ? '✓' : '✗'} ${lesson}: ${check}`)
  for (const fault of faults) console.log(`    ${fault}`)
  if (faults.length === 0) total.passed++
  else {
    const name = `${lesson}: ${check}`
    total.failed.push({ name, why: faults.join('; '), file: lesson, error: 'LessonFault' })
  }
}

/**
 * Runs the lessons' tests: `lessons` as they are, `exercise` with exercise/ in place of solution/. Undefined when the
 * run itself broke.
 */
async function runLessonTests(project: 'lessons' | 'exercise'): Promise<Report | undefined> {
  const scratch = mkdtempSync(join(tmpdir(), 'workbook-lessons-'))
  const file = join(scratch, 'report.json')
  const reporter = join(root, 'scripts/vitest-report.ts')
  const args = ['run', '--project', project, '--reporter', reporter]
  const env: NodeJS.ProcessEnv = { ...process.env, TEST_REPORT: file }
  delete env.TEST_QUICK
  if (project === 'exercise') env.LESSON_SUBJECT = 'exercise'
  try {
    await new Promise((resolve) => {
      const vitest = join(root, 'node_modules/vitest/vitest.mjs')
      const stdio = ['ignore', 'ignore', 'inherit'] as const
      const child = spawn(process.execPath, [vitest, ...args], {
        cwd: root,
        env,
        stdio: [...stdio],
      })
      child.on('close', resolve)
    })
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    note('lessons/', `the tests of ${project} can be run`, [messageOf(error)])
    return undefined
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

async function faultsOf(check: () => string[] | undefined): Promise<string[]> {
  try {
    return check() ?? []
  } catch (error) {
    return [messageOf(error)]
  }
}

function shortName(name: Failure['name']): string {
  return name.split(' › ').at(-1) ?? name
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function readFlags() {
  const options = {
    'read-only': { type: 'boolean' },
    tested: { type: 'boolean' },
    root: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  } as const
  try {
    const { values } = parseArgs({ options })
    if (!values.help) return values
    process.stdout.write(help)
    process.exit(0)
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n\n${help}`)
    process.exit(1)
  }
}
