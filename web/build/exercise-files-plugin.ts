// `virtual:exercise-files`: which files a lesson's exercise has, read from lessons/*/exercise so that the page's panel
// cannot name a file that isn't there.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/** @param root the repository's root */
export function exerciseFilesPlugin({ root }: { root: string }): Plugin {
  const virtualId = '\0virtual:exercise-files'
  return {
    name: 'workbook:exercise-files',
    resolveId: { filter: { id: /^virtual:exercise-files$/ }, handler: () => virtualId },
    load: {
      filter: { id: new RegExp(`^${virtualId}$`) },
      handler: () =>
        `export const exerciseFiles = ${JSON.stringify(readExerciseFiles(join(root, 'lessons')))}`,
    },
  }
}

function readExerciseFiles(lessons: string): Record<string, string[]> {
  const files: Record<string, string[]> = {}
  for (const lesson of readdirSync(lessons).sort()) {
    const folder = join(lessons, lesson, 'exercise')
    if (existsSync(folder)) files[lesson] = readdirSync(folder).sort()
  }
  return files
}
