// Pages whose text is no lesson: found by their title and what they say of themselves. They join the index in the browser,
// because the list of labs names components, which the build of the index has no use for.

import { messages } from '../../core/messages.ts'
import { glossaryPath, labPath, labsPath, playgroundPath, startPath } from '../../core/routes.ts'
import type { SearchDocument } from '../../core/search-options.ts'
import { glossaryMessages } from '../../course/glossary/messages.ts'
import { labs } from '../../labs/labs.ts'
import { labsMessages } from '../../labs/messages.ts'
import { playgroundMessages } from '../../playground/messages.ts'
import { startMessages } from '../messages.ts'

export function findablePages(): SearchDocument[] {
  const page = (id: string, title: string, text: string): SearchDocument => ({
    id,
    kind: 'page',
    place: '',
    title,
    text,
  })
  return [
    page(startPath, messages.shell.start, startMessages.description),
    page(playgroundPath, playgroundMessages.title, playgroundMessages.description),
    page(labsPath, labsMessages.title, labsMessages.description),
    page(glossaryPath, glossaryMessages.title, glossaryMessages.description),
    ...labs.map(({ name, title, summary }) => ({
      id: labPath(name),
      kind: 'lab' as const,
      place: '',
      title,
      text: summary,
    })),
  ]
}
