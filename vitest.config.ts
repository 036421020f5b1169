import { existsSync, readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { configDefaults, defineConfig } from 'vitest/config'
import { wrongVariants } from './lessons/wrong-variants.ts'
import { forgetTheWorkbooksOwnSettings } from './server/testing/test-environment.ts'

// `npm test` runs this; so does `npx vitest` while you work. Projects:
//   server, web, lessons    what their names say
//   lessons-on-server       the lessons' tests once more, on the code the server runs
//   e2e                     the whole workbook in a real Chromium
//   exercise, workspace     only with LESSON_SUBJECT: the lessons' tests on those folders
const root = dirname(fileURLToPath(import.meta.url))
const subject = process.env.LESSON_SUBJECT
if (subject !== undefined && subject !== 'exercise' && subject !== 'workspace') {
  throw new Error(`LESSON_SUBJECT must be exercise or workspace, got "${subject}"`)
}
forgetTheWorkbooksOwnSettings(process.env)

/** Hands a lesson's tests other files in place of those in `./solution/`; nobody else's imports change. */
function solutionIsReadFrom(fileOf: (lesson: string, file: string) => string): Plugin {
  return {
    name: 'solution-is-read-from',
    enforce: 'pre',
    resolveId(source, importer) {
      const lesson = importer?.split('?')[0]?.match(/\/lessons\/([^/]+)\/[^/]+\.test\.ts$/)?.[1]
      if (!lesson || !source.startsWith('./solution/')) return null
      const [file = '', query] = source.slice('./solution/'.length).split('?')
      const redirected = fileOf(lesson, file) + (query === undefined ? '' : `?${query}`)
      return this.resolve(redirected, importer, { skipSelf: true })
    },
  }
}

const fixedWindow = {
  'fixed-window.lua': 'server/limiter/algorithms/fixed-window/fixed-window.lua',
}
const middleware = { 'rate-limit.ts': 'server/limiter/rate-limit.ts' }

/** The lessons whose solution the server runs too: each file of the solution, and the server's own. */
const onServer: Record<string, Record<string, string>> = {
  '04-atomic-counter': fixedWindow,
  '05-express-middleware': { ...fixedWindow, ...middleware },
  '10-in-production': { ...fixedWindow, ...middleware },
}

function serverFileOf(lesson: string, file: string): string {
  const found = onServer[lesson]?.[file]
  if (found === undefined) {
    throw new Error(`vitest.config.ts names no server file for lessons/${lesson}/solution/${file}`)
  }
  return join(root, found)
}

/** Throws when a lesson or one of its files is missing, so that its tests cannot be skipped unseen. */
function checkLessonsOnServer(): void {
  for (const [lesson, files] of Object.entries(onServer)) {
    const solution = readdirSync(join(root, 'lessons', lesson, 'solution'))
    for (const file of new Set([...solution, ...Object.keys(files)])) {
      const missing = [join(root, 'lessons', lesson, 'solution', file), serverFileOf(lesson, file)]
        .concat(join(root, 'lessons', lesson, 'lesson.test.ts'))
        .find((path) => !existsSync(path))
      if (missing !== undefined) {
        throw new Error(
          `lessons-on-server in vitest.config.ts needs ${missing}, which is not there`,
        )
      }
    }
  }
}

/** A quick run leaves out what takes longest: thousands of generated cases, whole builds, known-wrong variants. */
const tooLong = [
  '**/*.property.test.ts',
  '**/hostile-keys.test.ts',
  '**/fixed-window-batch.test.ts',
  'scripts/build.test.ts',
  'server/exercises/checks/checker.test.ts',
  'scripts/check-lessons.test.ts',
  'lessons/*/wrong.test.ts',
]
/** What is left to `npm test -- --all`: what takes a minute and more by itself. */
const onlyWithAll = [
  'server/exercises/checks/checker.test.ts',
  'server/my-limiter/my-limiter-crashes.test.ts',
  'scripts/check-lessons.test.ts',
  'scripts/exercise/commands.test.ts',
  'web/e2e/course.e2e.test.ts',
  'web/e2e/labs-why.e2e.test.ts',
  'web/e2e/look.e2e.test.ts',
  'web/e2e/timeline-cost.e2e.test.ts',
]
const leftOut = process.env.TEST_RUN === 'plain' ? onlyWithAll : []
const exclude = [...configDefaults.exclude, ...leftOut, ...(process.env.TEST_QUICK ? tooLong : [])]

export default defineConfig({
  test: {
    globalSetup: './server/testing/vitest-setup.ts',
    // Tests wait for windows to end more than they compute, so two run at once even on two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'server',
          include: ['{server,scripts}/**/*.test.ts'],
          exclude,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      { test: { name: 'web', include: ['web/**/*.test.{ts,tsx}'], exclude: ['web/e2e/**'] } },
      {
        plugins: [wrongVariants()],
        test: { name: 'lessons', include: ['lessons/{*,*/*}.test.ts'], exclude },
      },
      {
        plugins: [
          { name: 'lessons-on-server', configResolved: checkLessonsOnServer },
          solutionIsReadFrom(serverFileOf),
        ],
        test: {
          name: 'lessons-on-server',
          include: Object.keys(onServer).map((lesson) => `lessons/${lesson}/lesson.test.ts`),
        },
      },
      ...(subject === undefined
        ? []
        : [
            {
              plugins: [
                solutionIsReadFrom((lesson, file) =>
                  subject === 'exercise'
                    ? join(root, 'lessons', lesson, 'exercise', file)
                    : join(root, 'workspace', lesson, file),
                ),
              ],
              test: { name: subject, include: ['lessons/*/lesson.test.ts'] },
            },
          ]),
      {
        test: {
          name: 'e2e',
          include: ['web/e2e/**/*.e2e.test.ts'],
          exclude,
          testTimeout: 180_000,
          hookTimeout: 120_000,
          // After everything else: a busy machine makes a page look slow. Two at once, since they wait more than they work.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
