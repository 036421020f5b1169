import { Router } from 'wouter'
import { messages } from '../core/messages.ts'
import { PlaygroundProvider } from '../live/LiveProvider.tsx'
import { TraceKeeper } from '../live/TraceKeeper.tsx'
import { ProgressProvider } from '../progress/ProgressProvider.tsx'
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx'
import type { Page } from './page.ts'
import { Shell } from './shell/Shell.tsx'

/** `ssrPath`: the address to draw where there is no browser. */
export function App({ page, ssrPath }: { page: Page; ssrPath?: string }) {
  // Who joins has no keyspace and no progress yet; the board and the presenter bring what they need.
  if (page.kind === 'room') {
    return (
      <ErrorBoundary what={messages.shell.page}>
        <page.Body />
      </ErrorBoundary>
    )
  }
  return (
    <Router ssrSearch="" {...(ssrPath === undefined ? {} : { ssrPath })}>
      <ProgressProvider>
        <PlaygroundProvider>
          <TraceKeeper>
            <Shell first={page} />
          </TraceKeeper>
        </PlaygroundProvider>
      </ProgressProvider>
    </Router>
  )
}
