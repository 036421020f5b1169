// A folded part of the live column. Its code is loaded when it is opened for the first time; folded again it keeps its
// state, and nothing of it listens or draws. Source: https://react.dev/reference/react/Activity
import { Activity, type ComponentType, useState } from 'react'
import { uiMessages } from './messages.ts'

const texts = uiMessages.lazy

type Props = { title: string; load: () => Promise<ComponentType>; goesOn?: boolean }

export function LazySection({ title, load, goesOn = false }: Props) {
  const [open, setOpen] = useState(false)
  const [loaded, setLoaded] = useState<{ Body: ComponentType } | 'failed' | null>(null)

  async function toggle(opened: boolean): Promise<void> {
    setOpen(opened)
    if (!opened || (loaded !== null && loaded !== 'failed')) return
    try {
      const Body = await load()
      setLoaded({ Body })
    } catch {
      // A newer build has replaced it, or the server is gone: the sentence says what to do.
      setLoaded('failed')
    }
  }

  return (
    <details
      className="more-ways with-js"
      onToggle={({ target, currentTarget }) =>
        target === currentTarget && void toggle(currentTarget.open)
      }
    >
      <summary>{title}</summary>
      {loaded === null && <p className="quiet">{texts.loading}</p>}
      {loaded === 'failed' && <p className="notice notice-lost">{texts.failed}</p>}
      {loaded !== null && loaded !== 'failed' && (
        <Activity mode={open || goesOn ? 'visible' : 'hidden'}>
          <div>
            <loaded.Body />
          </div>
        </Activity>
      )}
    </details>
  )
}
