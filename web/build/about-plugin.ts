// `virtual:about`: what package.json says of the workbook itself.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/** @param root the repository's root */
export function aboutPlugin({ root }: { root: string }): Plugin {
  const virtualId = '\0virtual:about'
  return {
    name: 'workbook:about',
    resolveId: { filter: { id: /^virtual:about$/ }, handler: () => virtualId },
    load: {
      filter: { id: new RegExp(`^${virtualId}$`) },
      handler() {
        const { version, bugs } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
        const url = typeof bugs === 'string' ? bugs : bugs?.url
        return `export const about = ${JSON.stringify({ version, bugsUrl: url ?? null })}`
      },
    },
  }
}
