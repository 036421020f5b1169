// Fills a lesson's code: `<Code file="server/limiter/algorithms/fixed-window/fixed-window.lua" region="script" />` gets the region's text,
// coloured, and every fence becomes the same `<Code>`. TypeScript and Lua come from files that tests run, so a fence
// of either fails the build.
import { extname } from 'node:path'
import type { Element, Root } from 'hast'
import type { MdxJsxFlowElementHast, MdxJsxTextElementHast } from 'mdast-util-mdx-jsx'
import { SKIP, visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import { type CodeLanguage, codeLanguages, type Highlight, isCodeLanguage } from './highlight.ts'
import { codeElement, readTextAttribute, toPlainText } from './jsx-nodes.ts'
import { readMarkedLines } from './marked-lines.ts'
import { readRegion } from './regions.ts'

type CodeTag = MdxJsxFlowElementHast | MdxJsxTextElementHast

export type CodePluginOptions = {
  /** The repository's root: `file` is read from here. */
  root: string
  highlight: Highlight
  /** Told each shown file, found or not, so that a change to it can refresh the lesson. */
  onShow?: (lesson: string, file: string) => void
}

const fencesKeptInFiles = ['ts', 'tsx', 'typescript', 'js', 'jsx', 'javascript', 'mjs', 'lua']

/** A rehype plugin. @throws VFileMessage that names the lesson's line, the file, the region and what to do */
export function codePlugin({ root, highlight, onShow }: CodePluginOptions) {
  return function fillCode(tree: Root, file: VFile) {
    visit(tree, (node, index, parent) => {
      if (node.type === 'element' && node.tagName === 'pre' && parent && index !== undefined) {
        const fence = failingAt(file, node, () => fillFence(node))
        if (fence) parent.children[index] = fence
        return SKIP
      } else if (isCodeTag(node)) {
        failingAt(file, node, () => fillTag(node, file.path))
        return SKIP
      }
    })
  }

  function fillTag(tag: CodeTag, lesson: string) {
    const path = readTextAttribute(tag, 'file')
    if (path === undefined) throw new Error('<Code> needs a file: <Code file="server/…" />')
    const region = readTextAttribute(tag, 'region')
    const title = readTextAttribute(tag, 'title')
    onShow?.(lesson, path)
    const shown = readRegion({ root, file: path, ...(region === undefined ? {} : { region }) })
    const language = languageOf(path)
    const marked = readMarkedLines(readTextAttribute(tag, 'highlight'), shown.lineNumbers.length)
    const filled = codeElement({
      text: { file: path, region, title, language, source: shown.text },
      startLine: shown.lineNumbers[0] ?? 1,
      children: [highlight({ code: shown.text, language, lineNumbers: shown.lineNumbers, marked })],
    })
    Object.assign(tag, {
      type: filled.type,
      attributes: filled.attributes,
      children: filled.children,
    })
  }

  function fillFence(pre: Element) {
    const code = pre.children[0]
    if (code?.type !== 'element' || code.tagName !== 'code') return
    const language = readFenceLanguage(code)
    const source = toPlainText(code).replace(/\n$/, '')
    return codeElement({
      text: { language, source },
      children: [highlight({ code: source, language })],
    })
  }
}

function isCodeTag(node: { type: string; name?: unknown }): node is CodeTag {
  return /^mdxJsx(Flow|Text)Element$/.test(node.type) && node.name === 'Code'
}

function languageOf(path: string): CodeLanguage {
  const name = extname(path).slice(1)
  if (isCodeLanguage(name)) return name
  throw new Error(`${path} has no known language: shown files end in ${codeLanguages.join(', ')}`)
}

function readFenceLanguage(code: Element): CodeLanguage {
  const classNames = [code.properties.className].flat()
  const named = classNames.find((name) => String(name).startsWith('language-'))
  const name = named === undefined ? 'text' : String(named).slice('language-'.length)
  if (fencesKeptInFiles.includes(name)) {
    throw new Error(
      `a fence holds "${name}" code, which no test runs: move it to a file and show it with <Code file="…" region="…" />`,
    )
  }
  if (isCodeLanguage(name)) return name
  throw new Error(`a fence names the language "${name}": use one of ${codeLanguages.join(', ')}`)
}

/** Turns an error into a VFileMessage, which puts the lesson's path, line and column before it. */
function failingAt<T>(file: VFile, place: CodeTag | Element, work: () => T): T {
  try {
    return work()
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    file.fail(reason, place)
  }
}
