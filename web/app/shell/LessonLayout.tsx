// A lesson's page: its tree on the left, the live column on the right, its exercise in a drawer. From lesson to lesson
// these are the same elements, so what is open in them stays open.
import type { MDXContent } from 'mdx/types'
import type { ReactNode } from 'react'
import { LessonContext } from '../../core/lesson-context.ts'
import type { LessonMeta } from '../../core/lesson-meta.ts'
import { messages } from '../../core/messages.ts'
import { LessonPage } from '../../course/LessonPage.tsx'
import { ExerciseDrawer } from '../../exercises/ExerciseDrawer.tsx'
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { LessonTree } from './LessonTree.tsx'
import { LiveColumn } from './LiveColumn.tsx'
import './lesson-layout.css'

/** Only a passed exercise offers it. */
const LetMineAnswer = lazyPart(
  () => import('../../my-limiter/LetMineAnswer.tsx').then((it) => it.LetMineAnswer),
  { loading: null },
)

export function LessonLayout({
  lesson,
  Text,
  treeOpen,
  closeTree,
  main,
}: {
  lesson: LessonMeta
  Text: MDXContent
  treeOpen: boolean
  closeTree: () => void
  main: (text: ReactNode) => ReactNode
}) {
  return (
    <>
      <div className="layout layout-lesson" data-drawer={treeOpen ? 'open' : undefined}>
        <LessonTree current={lesson} onClose={closeTree} />
        {main(<LessonPage lesson={lesson} Text={Text} />)}
        <LessonContext value={lesson.folder}>
          <ErrorBoundary what={messages.shell.live}>
            <LiveColumn />
          </ErrorBoundary>
        </LessonContext>
      </div>
      <ExerciseDrawer lesson={lesson} AfterPass={LetMineAnswer} />
    </>
  )
}
