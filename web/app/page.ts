// From an address to what is shown there: a lesson's text is loaded first, so that drawing never waits.

import { lessons } from 'virtual:lessons'
import type { MDXContent } from 'mdx/types'
import type { ComponentType } from 'react'
import type { LessonMeta } from '../core/lesson-meta.ts'
import { messages } from '../core/messages.ts'
import {
  boardPath,
  glossaryPath,
  joinPath,
  labPath,
  labsPath,
  lessonPath,
  playgroundPath,
  presentPath,
  startPath,
} from '../core/routes.ts'
import type { GlossaryTerm } from '../course/glossary/glossary-term.ts'
import { glossaryMessages } from '../course/glossary/messages.ts'
import { loadLessonText } from '../course/lesson-text.ts'
import { type Lab, labs } from '../labs/labs.ts'
import { labsMessages } from '../labs/messages.ts'
import { playgroundMessages } from '../playground/messages.ts'
import { missingMessages, startMessages } from './messages.ts'

export type Page = { path: string } & (
  | { kind: 'start' | 'labs' | 'missing' }
  | { kind: 'playground'; Playground: ComponentType }
  | { kind: 'lab'; lab: Lab }
  | { kind: 'glossary'; terms: GlossaryTerm[] }
  | { kind: 'room'; Body: ComponentType; title: string; description: string }
  | { kind: 'lesson'; lesson: LessonMeta; Text: MDXContent }
)

/** Every address that has a page of its own. */
export const pagePaths = [
  startPath,
  playgroundPath,
  glossaryPath,
  labsPath,
  joinPath,
  boardPath,
  presentPath,
  ...labs.map(({ name }) => labPath(name)),
  ...lessons.map(lessonPath),
]

/** The pages of a room, each with everything of its own: who reads lessons alone never loads them. */
const roomPages: Record<string, () => Promise<Omit<Page & { kind: 'room' }, 'path' | 'kind'>>> = {
  [joinPath]: async () => (await import('../room/join-page.ts')).joinPage,
  [boardPath]: async () => (await import('../room/board-page.ts')).boardPage,
  [presentPath]: async () => (await import('./present/present-page.ts')).presentPage,
}

/** Rejects when a lesson's text cannot be loaded. An unknown path is the page `missing`. */
export async function loadPage(address: string): Promise<Page> {
  const path = address.endsWith('/') ? address : `${address}/`
  if (path === startPath) return { path, kind: 'start' }
  if (path === glossaryPath) {
    return { path, kind: 'glossary', terms: (await import('virtual:glossary')).glossary }
  }
  if (path === playgroundPath) {
    const { PlaygroundPage } = await import('./PlaygroundPage.tsx')
    return { path, kind: 'playground', Playground: PlaygroundPage }
  }
  const loadRoomPage = roomPages[path]
  if (loadRoomPage) return { path, kind: 'room', ...(await loadRoomPage()) }
  if (path === labsPath) return { path, kind: 'labs' }
  const lab = labs.find(({ name }) => labPath(name) === path)
  if (lab) return { path, kind: 'lab', lab }
  const lesson = lessons.find((each) => lessonPath(each) === path)
  const Text = lesson && (await loadLessonText(lesson))
  if (!Text) return { path: address, kind: 'missing' }
  return { path, kind: 'lesson', lesson, Text }
}

/** What a browser tab and a search engine show. */
export function pageHead(page: Page): { title: string; description: string } {
  const { title } = messages.shell
  if (page.kind === 'start') return { title, description: startMessages.description }
  const named = (name: string, description: string) => ({
    title: `${name} · ${title}`,
    description,
  })
  if (page.kind === 'lesson') {
    return named(`${page.lesson.number} · ${page.lesson.title}`, page.lesson.summary)
  }
  if (page.kind === 'playground') {
    return named(playgroundMessages.title, playgroundMessages.description)
  }
  if (page.kind === 'glossary') {
    return named(glossaryMessages.title, glossaryMessages.description)
  }
  if (page.kind === 'labs') return named(labsMessages.title, labsMessages.description)
  if (page.kind === 'lab') return named(labsMessages.named(page.lab.title), page.lab.summary)
  if (page.kind === 'room') return named(page.title, page.description)
  return named(missingMessages.title, missingMessages.text)
}
