// Pages whose text is no lesson: found by their title and what they say of themselves.
import { messages } from '../messages/en.ts'
import type { SearchDocument } from './search-options.ts'

export function findablePages(): SearchDocument[] {
  const page = (id: string, title: string, text: string): SearchDocument => ({
    id,
    kind: 'page',
    place: '',
    title,
    text,
  })
  return [
    page('/', messages.shell.start, messages.start.description),
    page('/playground/', messages.playground.title, messages.playground.description),
    page('/glossary/', messages.glossary.title, messages.glossary.description),
  ]
}
