// `virtual:search-index`: the full-text index over lessons and glossary, made when the page is built. The
// page loads it when somebody searches for the first time; nothing is asked of anybody else.
import MiniSearch from 'minisearch'
import type { Plugin } from 'vite'
import { indexOptions } from '../core/search-options.ts'
import { readSearchDocuments } from './search-documents.ts'

/** @param root the repository's root */
export function searchPlugin({ root }: { root: string }): Plugin {
  const virtualId = '\0virtual:search-index'
  return {
    name: 'workbook:search',
    resolveId: { filter: { id: /^virtual:search-index$/ }, handler: () => virtualId },
    load: {
      filter: { id: new RegExp(`^${virtualId}$`) },
      async handler() {
        const index = new MiniSearch(indexOptions)
        index.addAll(await readSearchDocuments(root))
        // A string that JSON.parse reads is faster to load than the same as an object literal.
        return `export default ${JSON.stringify(JSON.stringify(index))}`
      },
    },
    // What was written since is found after the next load of the page; searching must not reload it.
    hotUpdate({ file }) {
      const { moduleGraph } = this.environment
      const module = moduleGraph.getModuleById(virtualId)
      if (module && /\/lessons\/.*\.(mdx|yaml)$/.test(file)) moduleGraph.invalidateModule(module)
    },
  }
}
