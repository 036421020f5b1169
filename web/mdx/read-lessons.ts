// lessons/ on disk -> the list that the page's tree, headings and links are made of.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Root } from 'hast'
import { visit } from 'unist-util-visit'
import { readFrontMatter } from './front-matter.ts'
import { toPlainText } from './jsx-nodes.ts'
import { createLessonMdx } from './lesson-mdx.ts'
import type { LessonMeta, LessonSection } from './lesson-meta.ts'

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
  return {
    folder,
    number: Number(digits),
    ...readFrontMatter(source, `lessons/${folder}/lesson.mdx`),
    sections: await readSections(source, path),
  }
}

/** The same compiler that builds the lesson gives the ids, so a link to a section cannot miss. */
async function readSections(source: string, path: string): Promise<LessonSection[]> {
  const sections: LessonSection[] = []
  const collect = () => (tree: Root) => {
    visit(tree, 'element', (node) => {
      if (node.tagName !== 'h2') return
      sections.push({ id: String(node.properties.id), title: toPlainText(node) })
    })
  }
  await createLessonMdx([collect]).transform(source, path)
  return sections
}
