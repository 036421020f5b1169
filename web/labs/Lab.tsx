// <Lab name="lua" /> in a lesson, and the body of the lab's own page. The lab's code is loaded only in the browser, and in
// a lesson only when the reader comes near it.
import { useEffect, useId, useRef, useState } from 'react'
import { Link } from 'wouter'
import { labPath } from '../core/routes.ts'
import { lazyPart } from '../ui/lazy-part.tsx'
import { type LabName, labs } from './labs.ts'
import { labsMessages } from './messages.ts'

/** How far below the window a lab starts to load, so that it is there when it is reached. */
const nearBy = '600px'

const loading = <p className="quiet with-js lab-loading">{labsMessages.loading}</p>

const bodies = Object.fromEntries(
  labs.map(({ name, load }) => [
    name,
    lazyPart(() => load().then((it) => it.default), { what: labsMessages.what, loading }),
  ]),
)

/** In a lesson: the lab with its title, and a link to its page. Nothing where there is no such lab yet. */
export function Lab({ name }: { name: LabName }) {
  const id = useId()
  const lab = labs.find((one) => one.name === name)
  if (!lab) return null
  return (
    <section className="lab lab-in-lesson" aria-labelledby={id}>
      <header className="lab-head">
        <h3 id={id}>{labsMessages.named(lab.title)}</h3>
        <Link href={labPath(name)}>{labsMessages.ownPage}</Link>
      </header>
      <p>{lab.summary}</p>
      <LabBody name={name} when="near" />
    </section>
  )
}

/** Only the lab itself. `when`: at once, or when the reader comes near. */
export function LabBody({ name, when }: { name: LabName; when: 'at once' | 'near' }) {
  const place = useRef<HTMLDivElement>(null)
  const [near, setNear] = useState(when === 'at once')
  const Body = bodies[name]

  useEffect(() => {
    const element = place.current
    if (near || !element) return
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && setNear(true), {
      rootMargin: nearBy,
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [near])

  return (
    <div className="lab-body" ref={place}>
      <p className="notice without-js">{labsMessages.needsJavaScript}</p>
      {near && Body ? <Body /> : loading}
    </div>
  )
}
