import type { AnchorHTMLAttributes } from 'react'
import { Link } from 'wouter'

/** A link in a lesson's text: to another page of the workbook without leaving the document, else an ordinary one. */
export function TextLink({ href = '', ...rest }: AnchorHTMLAttributes<HTMLAnchorElement>) {
  if (href.startsWith('/') && !href.startsWith('/api/')) return <Link href={href} {...rest} />
  return <a href={href} {...rest} />
}
