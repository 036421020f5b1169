// <WatchValkey /> in a lesson: what the workbook's Valkey tells about itself, for half a minute. Its code is loaded when
// the reader asks for it.
import { useId, useState } from 'react'
import { watchValkeyMessages as texts } from '../labs/why-valkey/watch-messages.ts'
import { lazyPart } from '../ui/lazy-part.tsx'

const Panel = lazyPart(() => import('../labs/why-valkey/WatchPanel.tsx').then((it) => it.default), {
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
