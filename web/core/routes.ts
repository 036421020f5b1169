// Addresses that more than the pages themselves need.
import type { LessonMeta } from './lesson-meta.ts'

export const startPath = '/'
export const playgroundPath = '/playground/'
export const labsPath = '/labs/'
export const glossaryPath = '/glossary/'
export const joinPath = '/join/'
export const boardPath = '/board/'
export const presentPath = '/present/'

export function lessonPath({ folder }: Pick<LessonMeta, 'folder'>): string {
  return `/lessons/${folder}/`
}

export function labPath(name: string): string {
  return `${labsPath}${name}/`
}
