// <WatchValkey /> in a lesson: the figures that the workbook's Valkey reports, for half a minute. Its code is loaded when
// the reader presses the button.
import { useId, useState } from 'react'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { watchValkeyMessages as texts } from './watch-messages.ts'

const Panel = lazyPart(() => import('./WatchPanel.tsx').then((it) => it.default), {
  loading: <StartButton loading />,
})

export function WatchValkey() {
  const id = useId()
  const [started, setStarted] = useState(false)
  return (
    <section className="lab lab-in-lesson" aria-labelledby={id}>
      <header className="lab-head">
        <h3 id={id}>{texts.title}</h3>
      </header>
      <p>{texts.how}</p>
      {started ? <Panel /> : <StartButton onStart={() => setStarted(true)} />}
    </section>
  )
}

function StartButton({ loading = false, onStart }: { loading?: boolean; onStart?: () => void }) {
  return (
    <p className="with-js">
      <button type="button" className="button button-primary" disabled={loading} onClick={onStart}>
        {loading ? texts.loading : texts.start}
      </button>
    </p>
  )
}
