// Reading and building the JSX nodes that MDX puts into a syntax tree.
import type { ElementContent, Nodes } from 'hast'
import type {
  MdxJsxAttribute,
  MdxJsxFlowElementHast,
  MdxJsxTextElementHast,
} from 'mdast-util-mdx-jsx'

type JsxTag = MdxJsxFlowElementHast | MdxJsxTextElementHast

/**
 * An attribute's text, undefined when the tag has no such attribute.
 * @throws Error when it is an expression: what is shown must be readable without running the lesson
 */
export function readTextAttribute(tag: JsxTag, name: string): string | undefined {
  const found = tag.attributes.find((each) => each.type === 'mdxJsxAttribute' && each.name === name)
  if (found === undefined) return undefined
  if (typeof found.value === 'string') return found.value
  throw new Error(`<${tag.name}> takes ${name} as plain text: ${name}="…", not {…}`)
}

export function toPlainText(node: Nodes): string {
  if (node.type === 'text') return node.value
  return 'children' in node ? node.children.map(toPlainText).join('') : ''
}

/** A `<Code>` tag with these text attributes (undefined ones are left out) and children. */
export function codeElement(options: {
  text: Record<string, string | undefined>
  startLine?: number
  children: ElementContent[]
}): MdxJsxFlowElementHast {
  const { text, startLine, children } = options
  const attributes: MdxJsxAttribute[] = []
  for (const [name, value] of Object.entries(text)) {
    if (value !== undefined) attributes.push({ type: 'mdxJsxAttribute', name, value })
  }
  if (startLine !== undefined) attributes.push(numberAttribute('startLine', startLine))
  return { type: 'mdxJsxFlowElement', name: 'Code', attributes, children }
}

function numberAttribute(name: string, value: number): MdxJsxAttribute {
  const raw = String(value)
  const expression = { type: 'Literal' as const, value, raw }
  return {
    type: 'mdxJsxAttribute',
    name,
    value: {
      type: 'mdxJsxAttributeValueExpression',
      value: raw,
      data: {
        estree: {
          type: 'Program',
          sourceType: 'module',
          comments: [],
          body: [{ type: 'ExpressionStatement', expression }],
        },
      },
    },
  }
}
