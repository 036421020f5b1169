// What can be wrong with a lesson: seen from its files, and from what its untouched exercise came to.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readFrontMatter } from '../web/build/front-matter.ts'
import { readRegion } from '../web/build/regions.ts'
import { hintFaults, instructorFaults } from './lesson-checks/hint-faults.ts'
import { mountFaults, strayFaults } from './lesson-checks/stray-faults.ts'
import { wrongFaults } from './lesson-checks/wrong-faults.ts'
import type { Failure } from './vitest-report.ts'

const belongs =
  /^(lesson\.mdx|instructor\.md|hints\.md|exercise|solution|solution-2|styles|wrong|guide|[a-z-]+(\.test)?\.ts)$/
const handfulOfLines = 10

/** One sentence per fault of `lessons/<lesson>`; none when it is as lessons/README.md asks. */
export function lessonFaults({ root, lesson }: { root: string; lesson: string }): string[] {
  const folder = join(root, 'lessons', lesson)
  const files = readdirSync(folder)
  const stray = files.filter(
    (file) => !belongs.test(file) && !existsSync(join(folder, file, 'package.json')),
  )
  return [
    ...stray.map((file) => `${file} does not belong in a lesson folder; see lessons/README.md`),
    ...(files.includes('lesson.mdx') ? [] : ['lesson.mdx is missing']),
    ...instructorFaults(folder),
    ...strayFaults(folder),
    ...mountFaults(folder),
    ...(files.includes('lesson.mdx') ? mdxFaults({ root, folder }) : []),
    ...(files.includes('exercise')
      ? [...holeFaults(folder), ...hintFaults(folder), ...wrongFaults(folder)]
      : []),
  ]
}

/**
 * One sentence per fault of an untouched exercise, from the failures of its lesson's tests: a learner has to meet
 * an expectation that says what is missing, not a crash.
 */
export function exerciseFaults(failures: Failure[]): string[] {
  if (failures.length === 0) return ['all tests pass on it: there is nothing left to do']
  return failures
    .filter(({ error }) => error !== 'AssertionError')
    .map(({ name, error, why }) => `${name} ends in ${error}: ${why}`)
}

function mdxFaults({ root, folder }: { root: string; folder: string }): string[] {
  const mdx = readFileSync(join(folder, 'lesson.mdx'), 'utf8')
  const faults: string[] = frontMatterFaults(mdx)
  for (const [fence, language] of mdx.matchAll(
    /^ *(?:```|~~~)(ts|tsx|js|jsx|typescript|javascript|lua)\b/gm,
  )) {
    faults.push(`lesson.mdx has a ${language} fence (${fence.trim()}): show a region with <Code>`)
  }
  for (const [, attributes = ''] of mdx.matchAll(/<Code\s([^>]*)\/>/g)) {
    const file = /file="([^"]*)"/.exec(attributes)?.[1]
    const region = /region="([^"]*)"/.exec(attributes)?.[1]
    if (!file) faults.push(`lesson.mdx has a <Code> without a file: ${attributes.trim()}`)
    else faults.push(...regionFaults({ root, file, region }))
  }
  return faults
}

function frontMatterFaults(mdx: string): string[] {
  try {
    readFrontMatter(mdx, 'lesson.mdx')
    return []
  } catch (error) {
    return [(error as Error).message]
  }
}

function holeFaults(folder: string): string[] {
  const names = (part: string) =>
    existsSync(join(folder, part)) ? readdirSync(join(folder, part)).sort() : []
  const exercise = names('exercise')
  const solution = names('solution')
  if (exercise.join() !== solution.join()) {
    return [
      `exercise/ holds ${exercise.join(', ')} but solution/ holds ${solution.join(', ') || 'nothing'}: they must be the same files`,
    ]
  }
  const faults: string[] = []
  const text = (part: string, file: string) => readFileSync(join(folder, part, file), 'utf8')
  if (!exercise.some((file) => text('exercise', file).includes('TODO'))) {
    faults.push('exercise/ has no TODO: say where the hole is')
  }
  for (const file of solution) {
    if (text('solution', file).includes('TODO')) faults.push(`solution/${file} still has a TODO`)
  }
  const changed = exercise.reduce(
    (sum, file) => sum + linesToWrite(text('exercise', file), text('solution', file)),
    0,
  )
  if (changed === 0) faults.push('exercise/ and solution/ do not differ')
  if (changed > handfulOfLines) {
    faults.push(
      `the solution differs from the exercise by ${changed} lines; at most ${handfulOfLines} is a small hole`,
    )
  }
  if (names('wrong').length < 2) faults.push('wrong/ must hold at least two classic mistakes')
  if (!existsSync(join(folder, 'lesson.test.ts'))) faults.push('lesson.test.ts is missing')
  return faults
}

function regionFaults(shown: { root: string; file: string; region: string | undefined }): string[] {
  const { root, file, region } = shown
  try {
    readRegion({ root, file, ...(region !== undefined && { region }) })
    return []
  } catch (error) {
    return [`lesson.mdx shows code that is not there: ${(error as Error).message}`]
  }
}

/** How many lines of the solution a learner has to write: those that are not in the exercise, in order. */
function linesToWrite(exercise: string, solution: string): number {
  const from = codeLines(exercise)
  const to = codeLines(solution)
  // The longest common subsequence, row by row: https://en.wikipedia.org/wiki/Longest_common_subsequence
  let row = new Array<number>(from.length + 1).fill(0)
  for (const line of to) {
    const next = [0]
    for (const [i, other] of from.entries()) {
      next.push(line === other ? (row[i] ?? 0) + 1 : Math.max(row[i + 1] ?? 0, next[i] ?? 0))
    }
    row = next
  }
  return to.length - (row[from.length] ?? 0)
}

function codeLines(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '' && !/^\s*(\/\/|--)/.test(line))
}
