// The box under a word. The glossary is loaded with the first one: most readers of a page need none.
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import { glossaryPath } from '../../core/routes.ts'
import type { GlossaryTerm } from './glossary-term.ts'
import { glossaryMessages } from './messages.ts'

const marginPx = 12

export function Explanation({ term, id }: { term: string; id: string }) {
  const [found, setFound] = useState<GlossaryTerm | 'loading' | 'unavailable'>('loading')
  const box = useRef<HTMLSpanElement>(null)

  useEffect(() => {
    let current = true
    import('virtual:glossary').then(
      ({ glossary }) => {
        if (current) setFound(glossary.find((each) => each.id === term) ?? 'unavailable')
      },
      () => current && setFound('unavailable'),
    )
    return () => {
      current = false
    }
  }, [term])

  // Again once the text is in it: the box has another size then.
  useLayoutEffect(() => {
    if (found && box.current) keepInView(box.current)
  }, [found])

  return (
    <span className="explained" role="tooltip" id={id} ref={box}>
      {typeof found === 'string' ? (
        glossaryMessages[found]
      ) : (
        <>
          <strong className="explained-term">{found.term}</strong> {found.text}{' '}
          <Link href={`${glossaryPath}#${found.id}`} className="explained-more">
            {glossaryMessages.more}
          </Link>
        </>
      )}
    </span>
  )
}

/** Below the word and as far left as needed; above it where there is no room below. */
function keepInView(box: HTMLElement): void {
  box.style.translate = 'none'
  delete box.dataset.above
  const { left, right, bottom } = box.getBoundingClientRect()
  const tooFar = Math.max(0, right - (document.documentElement.clientWidth - marginPx))
  const shift = Math.min(tooFar, left - marginPx)
  box.style.translate = `${-shift}px 0`
  if (bottom > window.innerHeight - marginPx) box.dataset.above = ''
}
