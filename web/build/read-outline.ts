// What stands in a lesson, without drawing it: its headings with their ids, its questions, the words of each part.
import type { Element, Root, RootContent } from 'hast'
import { questionId } from '../core/question-id.ts'
import { readTextAttribute, toPlainText } from './jsx-nodes.ts'
import { createLessonMdx } from './lesson-mdx.ts'

export type OutlinePart = {
  /** 1 for what stands before the first heading. */
  level: number
  /** The heading's id, as in the page's `#fragment`; null before the first heading. */
  id: string | null
  title: string
  /** The prose in it, without code listings. */
  text: string
}

export type Outline = {
  /** One for each h2 and h3, and the first for what stands before them. */
  parts: OutlinePart[]
  /** The ids of the lesson's quiz questions. */
  questions: string[]
  /** Every id that a link can point at. */
  anchors: string[]
}

/** The same compiler that builds the lesson gives the ids, so a link to a section cannot miss. */
export async function readOutline(source: string, path: string): Promise<Outline> {
  const outline: Outline = {
    parts: [{ level: 1, id: null, title: '', text: '' }],
    questions: [],
    anchors: [],
  }
  const collect = () => (tree: Root) => {
    for (const node of tree.children) addTo(outline, node)
  }
  await createLessonMdx([collect]).transform(source, path)
  for (const part of outline.parts) part.text = part.text.replaceAll(/\s+/g, ' ').trim()
  return outline
}

function addTo(outline: Outline, node: RootContent): void {
  const level = headingLevel(node)
  if (level !== null && node.type === 'element') {
    const id = String(node.properties.id)
    outline.anchors.push(id)
    if (level <= 3) outline.parts.push({ level, id, title: toPlainText(node), text: '' })
    return
  }
  addWords(outline, node)
}

function addWords(outline: Outline, node: RootContent | Element['children'][number]): void {
  const part = outline.parts.at(-1)
  if (!part) return
  if (node.type === 'text') part.text += node.value
  if (node.type === 'element' && node.tagName === 'pre') return
  if (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') {
    if (node.name === 'Quiz' || node.name === 'Predict') {
      const question = readTextAttribute(node, 'question') ?? ''
      if (node.name === 'Quiz') outline.questions.push(questionId(question))
      part.text += ` ${question} `
    }
    const title = node.name === 'Aside' ? readTextAttribute(node, 'title') : undefined
    if (title) part.text += ` ${title}. `
  }
  if ('children' in node) for (const child of node.children) addWords(outline, child)
  if (node.type === 'element' && isBlock(node)) part.text += ' '
}

function isBlock({ tagName }: Element): boolean {
  return ['p', 'li', 'td', 'th', 'blockquote'].includes(tagName)
}

function headingLevel(node: RootContent): number | null {
  const level = node.type === 'element' ? /^h([1-6])$/.exec(node.tagName)?.[1] : undefined
  return level === undefined ? null : Number(level)
}
