// Marks the glossary's terms in a lesson: the first time one stands in a section it becomes `<Term id="ttl">TTL</Term>`.
import type { Element, ElementContent, Root, RootContent, Text } from 'hast'
import type { MdxJsxTextElementHast } from 'mdast-util-mdx-jsx'
import type { GlossaryTerm } from '../course/glossary/glossary-term.ts'

type Node = Root | RootContent | ElementContent

/** What has a purpose of its own, or no room for an explanation: it is left as it is. */
const untouchedTags = new Set(['a', 'code', 'pre', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'table'])
const untouchedComponents = new Set(['Code', 'TryIt', 'Quiz', 'Choice', 'Term'])

/** A rehype plugin. */
export function termPlugin({ readTerms }: { readTerms: () => readonly GlossaryTerm[] }) {
  return function markTerms(tree: Root) {
    const idOf = new Map<string, string>()
    // Read for each lesson: in development the glossary changes while lessons are written.
    for (const { id, term, also } of readTerms()) {
      for (const word of [term, ...also]) idOf.set(word.toLowerCase(), id)
    }
    const pattern = wholeWords([...idOf.keys()])
    if (!pattern) return
    let seen = new Set<string>()
    for (const child of tree.children) {
      if (child.type === 'element' && child.tagName === 'h2') seen = new Set()
      else markIn(child)
    }

    function markIn(node: Node): void {
      if (!('children' in node) || isUntouched(node)) return
      // Both kinds of parents hold what is put in: text and JSX inside of text.
      const parent = node as Element
      parent.children = parent.children.flatMap((child) => {
        if (child.type === 'text') return split(child)
        markIn(child)
        return child
      })
    }

    function split(text: Text): ElementContent[] {
      const parts: ElementContent[] = []
      let at = 0
      for (const found of text.value.matchAll(pattern ?? /$^/g)) {
        const word = found[0]
        const id = idOf.get(word.toLowerCase().replaceAll(/\s+/g, ' '))
        if (id === undefined || seen.has(id)) continue
        seen.add(id)
        if (found.index > at) parts.push({ type: 'text', value: text.value.slice(at, found.index) })
        parts.push(termElement(id, word))
        at = found.index + word.length
      }
      if (at === 0) return [text]
      if (at < text.value.length) parts.push({ type: 'text', value: text.value.slice(at) })
      return parts
    }
  }
}

function isUntouched(node: Node): boolean {
  if (node.type === 'element') return untouchedTags.has(node.tagName)
  return 'name' in node && untouchedComponents.has(String(node.name))
}

/** The longest first, so that "sliding window log" is not "window". Undefined when there is no word to find. */
function wholeWords(words: string[]): RegExp | undefined {
  if (words.length === 0) return undefined
  const sorted = words.sort((a, b) => b.length - a.length)
  const escaped = sorted.map((word) =>
    word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll(' ', String.raw`\s+`),
  )
  return new RegExp(
    String.raw`(?<![\p{L}\p{N}_-])(?:${escaped.join('|')})(?![\p{L}\p{N}_-])`,
    'giu',
  )
}

function termElement(id: string, text: string): MdxJsxTextElementHast {
  return {
    type: 'mdxJsxTextElement',
    name: 'Term',
    attributes: [{ type: 'mdxJsxAttribute', name: 'id', value: id }],
    children: [{ type: 'text', value: text }],
  }
}
