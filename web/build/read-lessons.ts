// lessons/ on disk -> the list that the page's tree, headings and links are made of.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LessonMeta } from '../core/lesson-meta.ts'
import { readFrontMatter } from './front-matter.ts'
import { readOutline } from './read-outline.ts'

/**
 * Every lesson under `<root>/lessons`, by number.
 * @throws Error naming the lesson whose folder name, front matter or text is wrong
 */
export async function readLessons(root: string): Promise<LessonMeta[]> {
  const folders = readdirSync(join(root, 'lessons'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
  const lessons: LessonMeta[] = []
  for (const folder of folders) {
    const lesson = await readLesson(root, folder)
    const twin = lessons.find((other) => other.number === lesson.number)
    if (twin) {
      throw new Error(
        `lessons/${folder} and lessons/${twin.folder} have the same number: renumber one`,
      )
    }
    lessons.push(lesson)
  }
  return lessons
}

async function readLesson(root: string, folder: string): Promise<LessonMeta> {
  const digits = /^(\d\d)-[a-z0-9]+(?:-[a-z0-9]+)*$/.exec(folder)?.[1]
  if (digits === undefined) {
    throw new Error(
      `lessons/${folder} must be named like 04-atomic-counter: two digits, then words`,
    )
  }
  const path = join(root, 'lessons', folder, 'lesson.mdx')
  if (!existsSync(path))
    throw new Error(`lessons/${folder} has no lesson.mdx: write it or delete the folder`)
  const source = readFileSync(path, 'utf8')
  const { parts, questions } = await readOutline(source, path)
  return {
    folder,
    number: Number(digits),
    ...readFrontMatter(source, `lessons/${folder}/lesson.mdx`),
    sections: parts.flatMap(({ level, id, title }) =>
      level === 2 && id !== null ? { id, title } : [],
    ),
    questions,
  }
}
