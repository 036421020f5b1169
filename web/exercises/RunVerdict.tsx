// The newest verdict, as a whole. A pass says so, and then "Next" is what stands out.
import { lessons } from 'virtual:lessons'
import { Link } from 'wouter'
import type { LessonMeta } from '../mdx/lesson-meta.ts'
import { exerciseMessages } from '../messages/en/exercises.ts'
import { messages } from '../messages/en.ts'
import { lessonPath } from '../page-paths.ts'
import { type ExerciseState, unsaved } from './exercise-state.ts'
import type { ExerciseStore } from './exercise-store.ts'
import { ProblemList } from './ProblemList.tsx'
import { verdictTitle } from './verdict-title.ts'

const text = exerciseMessages.verdict

export function RunVerdict({
  lesson,
  state,
  store,
}: {
  lesson: LessonMeta
  state: ExerciseState
  store: Pick<ExerciseStore, 'goTo' | 'showHints'>
}) {
  const { facts, runs, checkingSince } = state
  const [run] = runs
  if (!run || checkingSince) {
    if (checkingSince) return <p className="exercise-verdict">{exerciseMessages.checks.checking}</p>
    return facts?.made ? <p className="quiet">{exerciseMessages.checks.notYet}</p> : null
  }
  const stale = unsaved(state).length > 0
  return (
    <section className="exercise-verdict" data-state={run.state} data-stale={stale || undefined}>
      <p className="exercise-verdict-title">{verdictTitle(run)}</p>
      {stale && <p className="quiet">{exerciseMessages.checks.old}</p>}
      {run.state === 'passed' && <Passed lesson={lesson} count={run.checks.length} />}
      {run.state === 'stuck' && <p>{run.message ?? text.stuckText(run.tookMs)}</p>}
      {run.state === 'infrastructure' && (
        <>
          {run.message && <p>{run.message}</p>}
          <p className="quiet">{text.infrastructureText}</p>
        </>
      )}
      {run.state === 'wrong' && run.message && <p>{run.message}</p>}
      {run.problems.length > 0 && <ProblemList problems={run.problems} onGo={store.goTo} />}
      {run.state !== 'passed' && facts?.solved && <p className="quiet">{text.passedBefore}</p>}
    </section>
  )
}

function Passed({ lesson, count }: { lesson: LessonMeta; count: number }) {
  const next = lessons[lessons.findIndex(({ folder }) => folder === lesson.folder) + 1]
  return (
    <>
      <p>{text.passedText(count)}</p>
      {next && (
        <Link href={lessonPath(next)} className="button button-primary exercise-next">
          {text.next}: {messages.lesson.named(next)}
        </Link>
      )}
    </>
  )
}
