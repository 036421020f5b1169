// A lesson's number is where it is in the course. Another order renames folders, and updates whatever names them.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** @typedef {{ folder: string, number: number, words: string, title: string | undefined }} Lesson */
/** @typedef {Map<string, string>} Renames from a folder's name to its new one */

/**
 * The lessons in their order.
 * @param {string} root the checkout
 * @returns {Lesson[]}
 */
export function readLessons(root) {
  return readdirSync(join(root, 'lessons'))
    .filter((folder) => /^\d\d-./.test(folder))
    .sort()
    .map((folder) => {
      const mdx = join(root, 'lessons', folder, 'lesson.mdx')
      const text = existsSync(mdx) ? readFileSync(mdx, 'utf8') : ''
      const title = /^title: *(['"]?)(.+)\1 *$/m.exec(text)?.[2]
      return { folder, number: Number.parseInt(folder, 10), words: folder.slice(3), title }
    })
}

/**
 * Two digits, a hyphen and the words.
 * @param {number} number
 * @param {string} words
 */
export function folderOf(number, words) {
  if (number > 99)
    throw new Error(`Lessons have the numbers 1 to 99, and ${words} would be ${number}.`)
  return `${String(number).padStart(2, '0')}-${words}`
}

/**
 * Frees `number`: it and the numbers right behind it go up by one, as far as the next gap.
 * @param {Lesson[]} lessons
 * @param {number} number
 * @returns {Renames}
 */
export function freeNumber(lessons, number) {
  const renames = new Map()
  let taken = number
  for (const lesson of lessons) {
    if (lesson.number !== taken) continue
    taken += 1
    renames.set(lesson.folder, folderOf(taken, lesson.words))
  }
  return renames
}

/**
 * Numbers these lessons from 1 on, in the order they are given in.
 * @param {Lesson[]} lessons
 * @returns {Renames}
 */
export function numberInOrder(lessons) {
  const renames = new Map()
  for (const [index, { folder, words }] of lessons.entries()) {
    const next = folderOf(index + 1, words)
    if (next !== folder) renames.set(folder, next)
  }
  return renames
}

/**
 * Renames the folders and updates their names and numbers in every text of the checkout. The learner's own copies and
 * progress follow when the workbook starts next (server/progress/lesson-names.ts).
 * @param {{ root: string, renames: Map<string, string>, dryRun: boolean }} options
 * @returns {string[]} the files whose text changes, from the root, under their old names
 */
export function renumber({ root, renames, dryRun }) {
  if (renames.size === 0) return []
  const changed = []
  for (const file of textFiles(root)) {
    const before = readFileSync(join(root, file), 'utf8')
    if (before.includes('\0')) continue
    const after = withNewNames(before, renames)
    if (after === before) continue
    changed.push(file)
    if (!dryRun) writeFileSync(join(root, file), after)
  }
  if (!dryRun) {
    for (const [from, to] of renames) {
      renameSync(join(root, 'lessons', from), join(root, 'lessons', to))
    }
  }
  return changed
}

/**
 * Folder names, and numbers in prose: "lesson N", "lessons N, M and O", "Exercise N".
 * @param {string} text
 * @param {Renames} renames
 */
export function withNewNames(text, renames) {
  const names = new RegExp(`(?<![\\w-])(?:${[...renames.keys()].join('|')})(?![\\w-])`, 'g')
  const numbers = new Map(
    [...renames].map(([from, to]) => [Number.parseInt(from, 10), to.slice(0, 2)]),
  )
  /** @param {string} digits */
  const renumbered = (digits) => {
    const next = numbers.get(Number(digits))
    return next === undefined ? digits : String(Number(next))
  }
  return text
    .replaceAll(names, (name) => renames.get(name) ?? name)
    .replaceAll(
      /\b(?:lesson|exercise)s? \d{1,2}(?:(?:, | and | or | to )\d{1,2})*(?![\w%]|[.,]\d)/gi,
      (phrase) => phrase.replaceAll(/\d+/g, renumbered),
    )
}

/**
 * Git's list, or without git the folders that name lessons.
 * @param {string} root
 */
function textFiles(root) {
  const known = gitFiles(root) ?? filesUnder(root, '')
  return known.filter(
    (file) =>
      !/(^|\/)(package-lock\.json|CHANGELOG\.md)$/.test(file) && existsSync(join(root, file)),
  )
}

/** @param {string} root */
function gitFiles(root) {
  try {
    const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
    const listed = execFileSync('git', args, {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return [...new Set(listed.split('\0'))].filter((file) => file !== '')
  } catch {
    // No git, or no repository: a copy that was downloaded.
    return undefined
  }
}

const notOurs = new Set([
  'node_modules',
  'dist',
  'workspace',
  'pack',
  'bench-results',
  'test-results',
])

/**
 * @param {string} root
 * @param {string} folder
 * @returns {string[]}
 */
function filesUnder(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || notOurs.has(entry.name)) return []
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesUnder(root, path)
    return entry.isFile() ? [path] : []
  })
}

/**
 * Whether git knows changes that are not committed.
 * @param {string} root
 */
export function hasChanges(root) {
  try {
    const status = execFileSync('git', ['status', '--porcelain', '-z'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return status !== ''
  } catch {
    return false
  }
}
