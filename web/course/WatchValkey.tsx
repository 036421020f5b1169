// <WatchValkey /> in a lesson: what the workbook's Valkey tells about itself, for half a minute. Its code is loaded when
// the reader asks for it.
import { type ComponentType, useId, useState } from 'react'
import { watchValkeyMessages as texts } from '../labs/why-valkey/watch-messages.ts'

type Loaded = { is: 'not yet' | 'loading' | 'failed' } | { is: 'there'; Panel: ComponentType }

export function WatchValkey() {
  const id = useId()
  const [loaded, setLoaded] = useState<Loaded>({ is: 'not yet' })

  function load(): void {
    setLoaded({ is: 'loading' })
    import('../labs/why-valkey/WatchPanel.tsx').then(
      ({ default: Panel }) => setLoaded({ is: 'there', Panel }),
      () => setLoaded({ is: 'failed' }),
    )
  }

  return (
    <section className="lab panel lab-in-lesson" aria-labelledby={id}>
      <header className="row lab-head">
        <h3 id={id}>{texts.title}</h3>
      </header>
      <p>{texts.how}</p>
      {loaded.is === 'there' ? (
        <loaded.Panel />
      ) : (
        <p className="with-js">
          <button
            type="button"
            className="button button-primary"
            disabled={loaded.is === 'loading'}
            onClick={load}
          >
            {loaded.is === 'loading' ? texts.loading : texts.start}
          </button>
        </p>
      )}
      <p role="status">{loaded.is === 'failed' && texts.failed}</p>
    </section>
  )
}
