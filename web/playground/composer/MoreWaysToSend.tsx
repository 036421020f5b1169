import { type ComponentType, useState } from 'react'
import { messages } from '../../messages/en.ts'

const texts = messages.moreWays

/** The composer, folded away beside a lesson: its code is loaded when it is opened for the first time. */
export function MoreWaysToSend() {
  const [loaded, setLoaded] = useState<{ Body: ComponentType } | 'failed' | null>(null)

  async function load(): Promise<void> {
    if (loaded !== null && loaded !== 'failed') return
    try {
      const { default: Body } = await import('./LessonComposer.tsx')
      setLoaded({ Body })
    } catch {
      // A newer build has replaced it, or the server is gone: the sentence says what to do.
      setLoaded('failed')
    }
  }

  return (
    <details
      className="more-ways with-js"
      onToggle={({ currentTarget }) => currentTarget.open && void load()}
    >
      <summary>{texts.open}</summary>
      {loaded === null && <p className="quiet">{texts.loading}</p>}
      {loaded === 'failed' && <p className="notice notice-lost">{texts.failed}</p>}
      {loaded !== null && loaded !== 'failed' && <loaded.Body />}
    </details>
  )
}
