// The form is loaded after the text has been drawn: most readers of a lesson never use it.
import { type ComponentType, useEffect, useId, useState } from 'react'
import { connectionMessages } from './messages.ts'

const texts = connectionMessages.check

export function ConnectionChecker() {
  const id = useId()
  const [Form, setForm] = useState<ComponentType | null>(null)
  useEffect(() => {
    import('./CheckForm.tsx').then(
      ({ CheckForm }) => setForm(() => CheckForm),
      // The live part says that the server is away; without it there is nothing to check with either.
      () => undefined,
    )
  }, [])
  return (
    <section className="panel" aria-labelledby={id}>
      <p className="aside-title" id={id}>
        {texts.title}
      </p>
      <p>{texts.lead}</p>
      <p className="notice without-js">{texts.needsJavaScript}</p>
      {Form ? <Form /> : <p className="quiet with-js">{texts.loading}</p>}
    </section>
  )
}
