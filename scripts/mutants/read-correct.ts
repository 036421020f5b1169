// What is known of a lesson's exercise: its correct solutions and its known mistakes, each as a learner's folder.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readPatched } from '../../lessons/wrong-variants.ts'
import type { Correct, Files } from './mutant.ts'

type Lesson = { root: string; lesson: string }

/** Solution, second solution, and one per file of styles/. */
export function readCorrect({ root, lesson }: Lesson): Correct[] {
  const folder = join(root, 'lessons', lesson)
  const solution = readFiles(join(folder, 'solution'))
  const second = { ...solution, ...readFiles(join(folder, 'solution-2')) }
  return [
    { label: 'solution', files: solution },
    { label: 'solution-2', files: second },
    ...single({ root, lesson }, 'styles'),
  ]
}

/** One per mistake of wrong/ in the language of the exercise: patches of a solution, and whole files. */
export function readMistakes({ root, lesson }: Lesson): Correct[] {
  const folder = join(root, 'lessons', lesson)
  const entry = entryOf({ root, lesson })
  const patches = readdirSync(join(folder, 'wrong')).filter((name) => name.endsWith('.patch'))
  const patched = patches.map((name) => {
    const { file, text } = readPatched(join(folder, 'wrong', name))
    const beside = {
      ...readFiles(join(folder, 'solution')),
      ...readFiles(join(folder, dirname(file))),
    }
    return { label: `wrong/${name}`, files: { ...beside, [entry]: text } }
  })
  return [...patched, ...single({ root, lesson }, 'wrong')]
}

/** The file that the checks import, "rate-limit.ts". */
export function entryOf({ root, lesson }: Lesson): string {
  const test = readFileSync(join(root, 'lessons', lesson, 'lesson.test.ts'), 'utf8')
  const [, name] = /'\.\/solution\/([^'?]+)/.exec(test) ?? []
  if (!name) throw new Error(`${lesson}/lesson.test.ts imports nothing of ./solution/`)
  return name
}

/** A single file takes the place of the entry; what it reads beside it is the solution's. */
function single({ root, lesson }: Lesson, name: string): Correct[] {
  const folder = join(root, 'lessons', lesson)
  const entry = entryOf({ root, lesson })
  const extension = entry.slice(entry.lastIndexOf('.'))
  const solution = readFiles(join(folder, 'solution'))
  return Object.entries(readFiles(join(folder, name)))
    .filter(([file]) => file.endsWith(extension))
    .map(([file, text]) => ({
      label: `${name}/${file}`,
      // What it imports of the solution is in the learner's folder.
      files: { ...solution, [entry]: text.replaceAll("'../solution/", "'./") },
    }))
}

function readFiles(folder: string): Files {
  if (!existsSync(folder)) return {}
  const names = readdirSync(folder).sort()
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}
