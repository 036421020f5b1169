// `virtual:limiter-scripts`: the limiter's Lua files as coloured lines, made at build time from the files that the
// server runs, so that the page can mark which lines ran and needs no highlighter of its own.
import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Element, ElementContent } from 'hast'
import type { Plugin } from 'vite'
import type { ListedLine, ListedToken } from '../editor/listed-line.ts'
import { createHighlight, type Highlight } from './highlight.ts'
import { toPlainText } from './jsx-nodes.ts'
import { readRegion } from './regions.ts'

/** @param root the repository's root */
export function limiterScriptsPlugin({ root }: { root: string }): Plugin {
  const virtualId = '\0virtual:limiter-scripts'
  return {
    name: 'workbook:limiter-scripts',
    resolveId: { filter: { id: /^virtual:limiter-scripts$/ }, handler: () => virtualId },
    load: {
      filter: { id: new RegExp(`^${virtualId}$`) },
      async handler() {
        const highlight = await createHighlight()
        const files = findScripts(root)
        for (const file of files) this.addWatchFile(join(root, file))
        const scripts = Object.fromEntries(files.map((file) => [file, list(root, file, highlight)]))
        return `export const limiterScripts = ${JSON.stringify(scripts)}`
      },
    },
  }
}

function findScripts(root: string): string[] {
  const folder = join(root, 'server', 'limiter')
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.lua'))
    .map((file) => relative(root, join(folder, file)).replaceAll('\\', '/'))
    .sort()
}

function list(root: string, file: string, highlight: Highlight): ListedLine[] {
  const { text, lineNumbers } = readRegion({ root, file })
  const pre = highlight({ code: text, language: 'lua', lineNumbers })
  const [code] = pre.children.filter(isElement)
  return (code?.children ?? []).filter(isElement).map((line) => ({
    number: Number(line.properties['data-line']),
    tokens: readTokens(line.children),
  }))
}

function readTokens(nodes: ElementContent[]): ListedToken[] {
  const tokens: ListedToken[] = []
  let column = 0
  for (const node of nodes) {
    const text = toPlainText(node).replace(/\n$/, '')
    if (text === '') continue
    const [className] = isElement(node) ? [node.properties.className].flat() : []
    tokens.push(className === undefined ? [column, text] : [column, text, String(className)])
    column += text.length
  }
  return tokens
}

function isElement(node: ElementContent): node is Element {
  return node.type === 'element'
}
