// `virtual:glossary`: lessons/glossary.yaml for the page.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { glossaryFile, readGlossary } from './read-glossary.ts'

/** @param root the repository's root */
export function glossaryPlugin({ root }: { root: string }): Plugin {
  const virtualId = '\0virtual:glossary'
  return {
    name: 'workbook:glossary',
    resolveId: { filter: { id: /^virtual:glossary$/ }, handler: () => virtualId },
    load: {
      filter: { id: new RegExp(`^${virtualId}$`) },
      handler() {
        const file = join(root, glossaryFile)
        if (existsSync(file)) this.addWatchFile(file)
        return `export const glossary = ${JSON.stringify(readGlossary(root))}`
      },
    },
  }
}
