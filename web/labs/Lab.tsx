// <Lab name="lua" /> in a lesson, and the body of the lab's own page. The lab's code is loaded only in the browser, and in
// a lesson only when the reader comes near it.
import { type ComponentType, useCallback, useEffect, useId, useRef, useState } from 'react'
import { Link } from 'wouter'
import { labPath } from '../core/routes.ts'
import { type LabName, labs } from './labs.ts'
import { labsMessages } from './messages.ts'
import './labs.css'

/** How far below the window a lab starts to load, so that it is there when it is reached. */
const nearBy = '600px'

type Loaded = { is: 'not yet' | 'loading' | 'failed' } | { is: 'there'; Body: ComponentType }

/** In a lesson: the lab with its title, and a link to its page. Nothing where there is no such lab yet. */
export function Lab({ name }: { name: LabName }) {
  const id = useId()
  const lab = labs.find((one) => one.name === name)
  if (!lab) return null
  return (
    <section className="lab panel lab-in-lesson" aria-labelledby={id}>
      <header className="row lab-head">
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
  const [loaded, setLoaded] = useState<Loaded>({ is: 'not yet' })
  const load = useCallback(() => {
    setLoaded({ is: 'loading' })
    labs
      .find((one) => one.name === name)
      ?.load()
      .then(
        ({ default: Body }) => setLoaded({ is: 'there', Body }),
        () => setLoaded({ is: 'failed' }),
      )
  }, [name])

  useEffect(() => {
    const element = place.current
    if (when === 'at once' || !element) return load()
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return
        observer.disconnect()
        load()
      },
      { rootMargin: nearBy },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [when, load])

  return (
    <div className="lab-body" ref={place}>
      <p className="notice without-js">{labsMessages.needsJavaScript}</p>
      {(loaded.is === 'not yet' || loaded.is === 'loading') && (
        <p className="quiet with-js lab-loading">{labsMessages.loading}</p>
      )}
      {loaded.is === 'failed' && (
        <p className="notice" role="alert">
          {labsMessages.loadFailed}{' '}
          <button type="button" className="link-button" onClick={load}>
            {labsMessages.loadAgain}
          </button>
        </p>
      )}
      {loaded.is === 'there' && <loaded.Body />}
    </div>
  )
}
