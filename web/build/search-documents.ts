// What can be found in texts: each section of each lesson, and the glossary's terms. Build-time only.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SearchDocument } from '../core/search-options.ts'
import { readGlossary } from './read-glossary.ts'
import { readLessons } from './read-lessons.ts'
import { readOutline } from './read-outline.ts'

/** @param root the repository's root */
export async function readSearchDocuments(root: string): Promise<SearchDocument[]> {
  const documents: SearchDocument[] = []
  for (const { folder, number, title, summary, objectives } of await readLessons(root)) {
    const file = join(root, 'lessons', folder, 'lesson.mdx')
    const path = `/lessons/${folder}/`
    const { parts } = await readOutline(readFileSync(file, 'utf8'), file)
    for (const part of parts) {
      const opening = part.id === null ? `${summary} ${objectives.join('. ')}. ` : ''
      documents.push({
        id: part.id === null ? path : `${path}#${part.id}`,
        kind: 'lesson',
        place: `${number} · ${title}`,
        title: part.title || title,
        text: opening + part.text,
      })
    }
  }
  for (const { id, term, also, text } of readGlossary(root)) {
    documents.push({
      id: `/glossary/#${id}`,
      kind: 'term',
      place: '',
      title: term,
      otherNames: also.join(', '),
      text,
    })
  }
  return documents
}
