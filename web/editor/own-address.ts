// Commands in a lesson say localhost:3000, the default. Where the reader's workbook runs elsewhere they say its own address,
// so that a copied command reaches it.
import { cloneElement, isValidElement, type ReactNode } from 'react'

const written = 'localhost:3000'

/** `text` with the reader's own host and port, such as "localhost:4100". */
export function textForHost(text: string, host: string): string {
  return text.replaceAll(written, host)
}

/** The same for what is drawn: its texts change, its colours stay. */
export function nodesForHost(node: ReactNode, host: string): ReactNode {
  if (typeof node === 'string') return textForHost(node, host)
  if (!isValidElement<{ children?: ReactNode }>(node)) return node
  const { children } = node.props
  if (children === undefined) return node
  const inner = (Array.isArray(children) ? children : [children]) as ReactNode[]
  return cloneElement(node, undefined, ...inner.map((child) => nodesForHost(child, host)))
}
