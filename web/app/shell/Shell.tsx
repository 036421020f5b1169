// The frame around every page. Each page brings its own parts and styles.
import { type ReactNode, useState } from 'react'
import { messages } from '../../core/messages.ts'
import { Announcer } from '../../playground/Announcer.tsx'
import { RoomGate } from '../../room/RoomGate.tsx'
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx'
import { keepFocus } from '../../ui/keep-focus.ts'
import { DialogsProvider } from '../dialogs/DialogsProvider.tsx'
import type { Page } from '../page.ts'
import { useRoutedPage } from '../useRoutedPage.ts'
import { Header } from './Header.tsx'
import { Shortcuts } from './Shortcuts.tsx'

export function Shell({ first }: { first: Page }) {
  const { page, pending } = useRoutedPage(first)
  // Opened on one page, it is closed on the next.
  const [drawerOn, setDrawerOn] = useState<Page | null>(null)
  const drawerOpen = drawerOn === page
  const isLesson = page.kind === 'lesson'
  const main = (body: ReactNode) => (
    <main id="main" tabIndex={-1} ref={keepFocus}>
      <ErrorBoundary what={messages.shell.page} key={page.path}>
        {body}
      </ErrorBoundary>
    </main>
  )

  return (
    <DialogsProvider page={page}>
      <a className="skip-link" href="#main">
        {messages.shell.skip}
      </a>
      <div
        className="pending-bar"
        role="progressbar"
        aria-label={messages.shell.loading}
        hidden={!pending}
      />
      <Header
        path={page.path}
        drawer={
          isLesson
            ? { open: drawerOpen, toggle: () => setDrawerOn(drawerOpen ? null : page) }
            : null
        }
      />
      <RoomGate page={page} />
      {isLesson ? (
        <page.Layout
          lesson={page.lesson}
          Text={page.Text}
          treeOpen={drawerOpen}
          closeTree={() => setDrawerOn(null)}
          main={main}
        />
      ) : (
        <div className="layout">{main(<PageBody page={page} />)}</div>
      )}
      <Announcer />
      <Shortcuts page={page} />
    </DialogsProvider>
  )
}

function PageBody({ page }: { page: Exclude<Page, { kind: 'lesson' }> }) {
  if (page.kind === 'glossary') return <page.Body terms={page.terms} />
  if (page.kind === 'lab') return <page.Body lab={page.lab} />
  return <page.Body />
}
