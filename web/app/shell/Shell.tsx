// The frame around every page. Lessons get their tree and the live column beside them; the column is the same element
// from lesson to lesson, so what is open in it stays open.
import { useState } from 'react'
import { LessonContext } from '../../core/lesson-context.ts'
import { messages } from '../../core/messages.ts'
import { GlossaryPage } from '../../course/glossary/GlossaryPage.tsx'
import { LessonPage } from '../../course/LessonPage.tsx'
import { ExerciseDrawer } from '../../exercises/ExerciseDrawer.tsx'
import { LabPage } from '../../labs/LabPage.tsx'
import { LabsPage } from '../../labs/LabsPage.tsx'
import { Announcer } from '../../playground/Announcer.tsx'
import { RoomGate } from '../../room/RoomGate.tsx'
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx'
import { keepFocus } from '../../ui/keep-focus.ts'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { DialogsProvider } from '../dialogs/DialogsProvider.tsx'
import type { Page } from '../page.ts'
import { StartPage } from '../start/StartPage.tsx'
import { useRoutedPage } from '../useRoutedPage.ts'
import { Header } from './Header.tsx'
import { LessonTree } from './LessonTree.tsx'
import { LiveColumn } from './LiveColumn.tsx'
import { MissingPage } from './MissingPage.tsx'
import { Shortcuts } from './Shortcuts.tsx'

/** Only a passed exercise offers it. */
const LetMineAnswer = lazyPart(
  () => import('../../my-limiter/LetMineAnswer.tsx').then((it) => it.LetMineAnswer),
  { loading: null },
)

export function Shell({ first }: { first: Page }) {
  const { page, pending } = useRoutedPage(first)
  // Opened on one page, it is closed on the next.
  const [drawerOn, setDrawerOn] = useState<Page | null>(null)
  const drawerOpen = drawerOn === page
  const isLesson = page.kind === 'lesson'

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
      <div className={`layout layout-${page.kind}`} data-drawer={drawerOpen ? 'open' : undefined}>
        {isLesson && <LessonTree current={page.lesson} onClose={() => setDrawerOn(null)} />}
        <main id="main" tabIndex={-1} ref={keepFocus}>
          <ErrorBoundary what={messages.shell.page} key={page.path}>
            <PageBody page={page} />
          </ErrorBoundary>
        </main>
        {isLesson && (
          <LessonContext value={page.lesson.folder}>
            <ErrorBoundary what={messages.shell.live}>
              <LiveColumn />
            </ErrorBoundary>
          </LessonContext>
        )}
      </div>
      {isLesson && <ExerciseDrawer lesson={page.lesson} AfterPass={LetMineAnswer} />}
      <Announcer />
      <Shortcuts page={page} />
    </DialogsProvider>
  )
}

function PageBody({ page }: { page: Page }) {
  if (page.kind === 'lesson') return <LessonPage {...page} key={page.path} />
  if (page.kind === 'start') return <StartPage />
  if (page.kind === 'glossary') return <GlossaryPage terms={page.terms} />
  if (page.kind === 'playground') return <page.Playground />
  if (page.kind === 'labs') return <LabsPage />
  if (page.kind === 'lab') return <LabPage lab={page.lab} key={page.path} />
  if (page.kind === 'room') return <page.Body />
  return <MissingPage />
}
