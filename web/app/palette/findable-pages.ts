// Pages whose text is no lesson: found by their title and what they say of themselves. They join the index in the browser,
// because the list of labs names components, which the build of the index has no use for.

import { messages } from '../../core/messages.ts'
import { playgroundPath } from '../../core/playground-path.ts'
import { glossaryPath, startPath } from '../../core/routes.ts'
import type { SearchDocument } from '../../core/search-options.ts'
import { labPath, labs, labsPath } from '../../labs/labs.ts'

export function findablePages(): SearchDocument[] {
  const page = (id: string, title: string, text: string): SearchDocument => ({
    id,
    kind: 'page',
    place: '',
    title,
    text,
  })
  return [
    page(startPath, messages.shell.start, messages.start.description),
    page(playgroundPath, messages.playground.title, messages.playground.description),
    page(labsPath, messages.labs.title, messages.labs.description),
    page(glossaryPath, messages.glossary.title, messages.glossary.description),
    ...labs.map(({ name, title, summary }) => ({
      id: labPath(name),
      kind: 'lab' as const,
      place: '',
      title,
      text: summary,
    })),
  ]
}
