// `npm run new-lesson -- "Title"`: a lesson's folder from the template, where it is asked to be, which passes the checks
// but for its TODOs. `--renumber` and `--move` put the lessons that exist into another order.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import {
  folderOf,
  freeNumber,
  hasChanges,
  numberInOrder,
  readLessons,
  renumber,
} from './lesson-numbers.mjs'

/** @typedef {import('./lesson-numbers.mjs').Lesson} Lesson */
/** @typedef {import('./lesson-numbers.mjs').Renames} Renames */
/**
 * What was asked for: a new lesson where `title` is set, else another order.
 * @typedef {{ root: string, dryRun: boolean, after: string | undefined, title?: string, number?: number | undefined, exercise?: boolean, move?: string | undefined }} Asked
 */

const here = dirname(fileURLToPath(import.meta.url))
const template = join(here, 'lesson-template')
const suffix = '.template'

const help = `npm run new-lesson -- "Title"     makes the folder of a new lesson from the template

  The folder is lessons/<number>-<words of the title>/. It holds text, exercise, solution, two known mistakes, checks,
  tests, hints and instructor notes, and passes npm run check:lessons but for its TODOs. lessons/README.md says what
  belongs in each. Without --after or --number it becomes the last lesson in front of the summary.
  --after <lesson>   puts it behind this lesson, by number or folder; 0 makes it the first. Later lessons move up
  --number <n>       its number, 1 to 99, which must be free
  --no-exercise      a lesson without code: only the text and the instructor's notes

npm run new-lesson -- --renumber            numbers all lessons from 1 on, without gaps
npm run new-lesson -- --move 9 --after 4    moves a lesson, and numbers all lessons from 1 on

  A lesson that gets another number keeps its words. Its folder is renamed, and its name and number are updated in all
  files that git knows. A learner's copies and progress follow when the workbook starts next.

  --dry-run          shows what would change, and changes nothing
  --root <folder>    another checkout than this one
  --help             this text
`

try {
  const given = readArguments()
  if (given) run(given)
  else process.stdout.write(help)
} catch (error) {
  process.stderr.write(`${error.message}\n\n${help}`)
  process.exitCode = 1
}

/** @param {Asked} given */
function run(given) {
  const lessons = readLessons(given.root)
  const { title } = given
  const { renames, made } =
    title === undefined ? reorder(lessons, given) : place(lessons, { ...given, title })
  if (!given.dryRun && renames.size > 0 && hasChanges(given.root)) {
    process.stderr.write(
      'Note: the working tree has changes that are not committed; git diff will mix them with these.\n',
    )
  }
  const { root, dryRun } = given
  const changed = renumber({ root, renames, dryRun })
  if (made && title !== undefined && !dryRun) makeLesson(made, { ...given, title })
  process.stdout.write(report({ renames, changed, made, dryRun }))
}

/**
 * @param {Lesson[]} lessons
 * @param {Asked} asked
 */
function reorder(lessons, { move, after }) {
  if (move === undefined) return { renames: numberInOrder(lessons), made: undefined }
  const moved = findLesson(lessons, move)
  const others = lessons.filter((lesson) => lesson !== moved)
  const at = isFirst(after) ? 0 : others.indexOf(findLesson(others, after)) + 1
  return { renames: numberInOrder(others.toSpliced(at, 0, moved)), made: undefined }
}

/**
 * The number of a new lesson, and which lessons make room for it.
 * @param {Lesson[]} lessons
 * @param {Asked & { title: string }} asked
 * @returns {{ renames: Renames, made: string }}
 */
function place(lessons, { title, number, after }) {
  const words = wordsOf(title)
  const twin = lessons.find(
    (lesson) => lesson.words === words || lesson.title?.toLowerCase() === title.toLowerCase(),
  )
  if (twin) throw new Error(`lessons/${twin.folder} has this title already: choose another.`)
  if (number !== undefined) {
    const taken = lessons.find((lesson) => lesson.number === number)
    if (taken) {
      throw new Error(
        `Number ${taken.folder.slice(0, 2)} is taken by lessons/${taken.folder}: choose another, or use --after.`,
      )
    }
    return { renames: new Map(), made: folderOf(number, words) }
  }
  const next = numberAfter(lessons, after)
  return { renames: freeNumber(lessons, next), made: folderOf(next, words) }
}

/**
 * @param {Lesson[]} lessons
 * @param {string | undefined} after
 */
function numberAfter(lessons, after) {
  if (isFirst(after)) return 1
  if (after !== undefined) return findLesson(lessons, after).number + 1
  const last = lessons.at(-1)
  return last?.words === 'summary' ? last.number : (last?.number ?? 0) + 1
}

/** @param {string | undefined} after */
function isFirst(after) {
  return after !== undefined && /^0+$/.test(after)
}

/**
 * @param {Lesson[]} lessons
 * @param {string | undefined} wanted
 */
function findLesson(lessons, wanted) {
  const found = lessons.find(
    ({ folder, number, words }) =>
      folder === wanted ||
      words === wanted ||
      (wanted !== undefined && /^\d{1,2}$/.test(wanted) && number === Number(wanted)),
  )
  if (found) return found
  const known = lessons.map(({ folder }) => folder).join(', ')
  throw new Error(`There is no lesson "${wanted}". The lessons are ${known || 'still to be made'}.`)
}

/** @param {{ renames: Renames, changed: string[], made: string | undefined, dryRun: boolean }} result */
function report({ renames, changed, made, dryRun }) {
  const lines = [...renames].map(
    ([from, to]) => `lessons/${from} ${dryRun ? 'becomes' : 'is now'} lessons/${to}`,
  )
  if (renames.size > 0) {
    const files = `${changed.length} ${changed.length === 1 ? 'file' : 'files'}`
    lines.push(
      `Names and numbers ${dryRun ? 'change' : 'changed'} in ${files}:`,
      ...changed.map((file) => `  ${file}`),
    )
  }
  if (!made && renames.size === 0) lines.push('The lessons are numbered in this order already.')
  if (made && dryRun) lines.push(`Would make lessons/${made}/.`)
  if (made && !dryRun) {
    lines.push(
      `Made lessons/${made}/. Look for TODO in it, and see it in npm run dev:`,
      `  http://localhost:5173/lessons/${made}/`,
    )
  }
  return `${lines.join('\n')}\n`
}

/**
 * @param {string} folder
 * @param {Asked & { title: string }} asked
 */
function makeLesson(folder, { title, exercise, root }) {
  for (const file of templateFiles(template)) {
    const name = relative(template, file).slice(0, -suffix.length)
    if (!exercise && !['lesson.mdx', 'instructor.md'].includes(name)) continue
    const text = readFileSync(file, 'utf8')
      .replaceAll('__TITLE__', title)
      .replaceAll('__FOLDER__', folder)
    const path = join(root, 'lessons', folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, exercise ? text : withoutCode(text), { flag: 'wx' })
  }
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function templateFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? templateFiles(path) : [path]
  })
}

/**
 * What shows files of the exercise goes with it.
 * @param {string} text
 */
function withoutCode(text) {
  return text
    .replaceAll(/^ *<Code .*\/>\n/gm, '')
    .replace(/## Your turn\n\n<Exercise[\s\S]*?<\/Exercise>\n\n/, '')
    .replace(', 10 more for the exercise', '')
}

/**
 * "Whose limit? Keys" -> "whose-limit-keys"
 * @param {string} title
 */
function wordsOf(title) {
  const plain = title.toLowerCase().replaceAll('ı', 'i').normalize('NFD').replaceAll(/\p{M}/gu, '')
  const words = plain.match(/[a-z0-9]+/g) ?? []
  if (words.length === 0) throw new Error(`The title must have letters in it, got "${title}".`)
  return words.slice(0, 6).join('-')
}

/** @returns {Asked | undefined} */
function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      number: { type: 'string' },
      after: { type: 'string' },
      'no-exercise': { type: 'boolean' },
      renumber: { type: 'boolean' },
      move: { type: 'string' },
      'dry-run': { type: 'boolean' },
      root: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return undefined
  const { number, after, move, renumber: all } = values
  const [title, ...more] = positionals
  const common = { root: values.root ?? dirname(here), dryRun: values['dry-run'] ?? false, after }
  if (all || move !== undefined) {
    if (title !== undefined || number !== undefined || values['no-exercise'] || (all && after)) {
      throw new Error('--renumber and --move put existing lessons in order: leave the rest out.')
    }
    if (all && move !== undefined) throw new Error('Use --renumber or --move, not both.')
    if (move !== undefined && after === undefined) {
      throw new Error('Where to? For example: npm run new-lesson -- --move 9 --after 4')
    }
    return { ...common, move }
  }
  if (!title?.trim())
    throw new Error('What is its title? For example: npm run new-lesson -- "Keys"')
  if (more.length > 0)
    throw new Error(`Put the title in quotes: it got "${more.join(' ')}" besides.`)
  if (/["\n:#]/.test(title)) {
    throw new Error(`The title stands in front matter: leave out ", : and #, got ${title}`)
  }
  if (number !== undefined && after !== undefined) {
    throw new Error('Use --number or --after, not both.')
  }
  if (number !== undefined && !(/^\d{1,2}$/.test(number) && Number(number) >= 1)) {
    throw new Error(`--number must be a whole number from 1 to 99, got "${number}".`)
  }
  return {
    ...common,
    title: title.trim(),
    number: number === undefined ? undefined : Number(number),
    exercise: !values['no-exercise'],
  }
}
