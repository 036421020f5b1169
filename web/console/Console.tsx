// The console is loaded once the page stands: a lesson's text does not wait for it.
import { type ComponentType, useEffect, useState } from 'react'
import { consoleMessages } from './messages.ts'

/** A valkey-cli-like prompt on the learner's own keyspace. */
export function Console() {
  const [Panel, setPanel] = useState<ComponentType | null>(null)
  const [failed, setFailed] = useState(false)

  useEffect(() => {
    import('./ConsolePanel.tsx').then(
      ({ ConsolePanel }) => setPanel(() => ConsolePanel),
      () => setFailed(true),
    )
  }, [])

  if (Panel) return <Panel />
  return <p className="quiet">{failed ? consoleMessages.notLoaded : consoleMessages.loading}</p>
}
