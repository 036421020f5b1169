// The form is loaded after the text has been drawn: most readers of a lesson never use it.
import { useId } from 'react'
import { lazyPart } from '../ui/lazy-part.tsx'
import { connectionMessages } from './messages.ts'

const texts = connectionMessages.check

const Form = lazyPart(() => import('./CheckForm.tsx').then((it) => it.CheckForm), {
  loading: <p className="quiet with-js">{texts.loading}</p>,
})

export function ConnectionChecker() {
  const id = useId()
  return (
    <section className="connection-checker" aria-labelledby={id}>
      <p className="aside-title" id={id}>
        {texts.title}
      </p>
      <p>{texts.lead}</p>
      <p className="notice without-js">{texts.needsJavaScript}</p>
      <Form />
    </section>
  )
}
