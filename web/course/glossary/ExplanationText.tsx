// Loaded with the first explanation, and the glossary with it: most readers of a page need none.
import { glossary } from 'virtual:glossary'
import { useLayoutEffect } from 'react'
import { Link } from 'wouter'
import { glossaryPath } from '../../core/routes.ts'
import { glossaryMessages } from './messages.ts'

/** `onShown`: the box around it has another size now. */
export default function ExplanationText({ term, onShown }: { term: string; onShown: () => void }) {
  useLayoutEffect(onShown, [onShown])
  const found = glossary.find(({ id }) => id === term)
  if (!found) throw new Error(`The glossary has no term "${term}"`)
  return (
    <>
      <strong className="explained-term">{found.term}</strong> {found.text}{' '}
      <Link href={`${glossaryPath}#${found.id}`} className="explained-more">
        {glossaryMessages.more}
      </Link>
    </>
  )
}
