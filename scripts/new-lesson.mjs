// `npm run new-lesson -- "Title"`: a lesson's folder from the template, which passes the checks but for its TODOs.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const here = dirname(fileURLToPath(import.meta.url))
const template = join(here, 'lesson-template')
const suffix = '.template'

const help = `npm run new-lesson -- "Title"     makes the folder of a new lesson from the template

  The folder is lessons/<number>-<words of the title>/. It holds text, exercise, solution, two known mistakes, checks,
  tests, hints and instructor notes, and passes npm run check:lessons but for its TODOs. lessons/README.md says what
  belongs in each.
  --number <n>       its number, 1 to 99; without it the one after the last lesson
  --no-exercise      a lesson without code: only the text and the instructor's notes
  --root <folder>    another checkout than this one
  --help             this text
`

try {
  const given = readArguments()
  if (given.help) process.stdout.write(help)
  else makeLesson(given)
} catch (error) {
  process.stderr.write(`${error.message}\n\n${help}`)
  process.exitCode = 1
}

function makeLesson({ title, number, exercise, root }) {
  const lessons = join(root, 'lessons')
  const taken = readdirSync(lessons).filter((name) => /^\d\d-/.test(name))
  const next = Math.max(0, ...taken.map((name) => Number.parseInt(name, 10))) + 1
  const digits = String(number ?? next).padStart(2, '0')
  const twin = taken.find((name) => name.startsWith(`${digits}-`))
  if (twin) throw new Error(`Number ${digits} is taken by lessons/${twin}: choose another.`)
  if (digits.length > 2) throw new Error(`Lessons are numbered 1 to 99, and the next is ${digits}.`)

  const folder = `${digits}-${wordsOf(title)}`
  const target = join(lessons, folder)
  for (const file of templateFiles(template)) {
    const name = relative(template, file).slice(0, -suffix.length)
    if (!exercise && !['lesson.mdx', 'instructor.md'].includes(name)) continue
    const text = readFileSync(file, 'utf8')
      .replaceAll('__TITLE__', title)
      .replaceAll('__FOLDER__', folder)
    const path = join(target, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, exercise ? text : withoutCode(text), { flag: 'wx' })
  }
  process.stdout.write(`Made lessons/${folder}/. Look for TODO in it, and see it in npm run dev:
  http://localhost:5173/lessons/${folder}/
`)
}

function templateFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? templateFiles(path) : [path]
  })
}

/** What shows files of the exercise goes with it. */
function withoutCode(text) {
  return text
    .replaceAll(/^ *<Code .*\/>\n/gm, '')
    .replace(/## Your turn\n\n<Exercise[\s\S]*?<\/Exercise>\n\n/, '')
    .replace(', 10 more for the exercise', '')
}

/** "Whose limit? Keys" -> "whose-limit-keys" */
function wordsOf(title) {
  const plain = title.toLowerCase().replaceAll('ı', 'i').normalize('NFD').replaceAll(/\p{M}/gu, '')
  const words = plain.match(/[a-z0-9]+/g) ?? []
  if (words.length === 0) throw new Error(`The title must have letters in it, got "${title}".`)
  return words.slice(0, 6).join('-')
}

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      number: { type: 'string' },
      'no-exercise': { type: 'boolean' },
      root: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return { help: true }
  const [title, ...more] = positionals
  if (!title?.trim())
    throw new Error('What is its title? For example: npm run new-lesson -- "Keys"')
  if (more.length > 0)
    throw new Error(`Put the title in quotes: it got "${more.join(' ')}" besides.`)
  if (/["\n:#]/.test(title)) {
    throw new Error(`The title stands in front matter: leave out ", : and #, got ${title}`)
  }
  const number = values.number === undefined ? undefined : Number(values.number)
  if (number !== undefined && !(Number.isInteger(number) && number >= 1 && number <= 99)) {
    throw new Error(`--number must be a whole number from 1 to 99, got "${values.number}".`)
  }
  return {
    title: title.trim(),
    number,
    exercise: !values['no-exercise'],
    root: values.root ?? dirname(here),
  }
}
