// The newest verdict, as a whole. A pass says so, and then "Next" is what stands out.
import { lessons } from 'virtual:lessons'
import { type ComponentType, useEffect, useRef } from 'react'
import { Link } from 'wouter'
import type { CheckRun, CodePlace, CodeProblem } from '../../server/exercises/contract.ts'
import type { LessonMeta } from '../core/lesson-meta.ts'
import { messages } from '../core/messages.ts'
import { lessonPath } from '../core/routes.ts'
import { useAllSolved } from './exercise-list.ts'
import { type ExerciseState, unsaved } from './exercise-state.ts'
import type { ExerciseStore } from './exercise-store.ts'
import { exerciseMessages } from './messages.ts'

const text = exerciseMessages.verdict

export function RunVerdict({
  lesson,
  AfterPass,
  state,
  store,
}: {
  lesson: LessonMeta
  AfterPass?: ComponentType<{ lesson: string }>
  state: ExerciseState
  store: Pick<ExerciseStore, 'goTo' | 'showHints'>
}) {
  const { facts, runs, checkingSince } = state
  const [run] = runs
  const section = useInSight(run?.state === 'passed' ? run.at : null)
  if (!run || checkingSince) {
    if (checkingSince) return <p className="exercise-verdict">{exerciseMessages.checks.checking}</p>
    return facts?.made ? <p className="quiet">{exerciseMessages.checks.notYet}</p> : null
  }
  const stale = unsaved(state).length > 0 || run.copy !== facts?.copy
  const passed = run.state === 'passed'
  const verdict = (
    <section
      ref={section}
      className="exercise-verdict"
      data-state={run.state}
      data-stale={stale || undefined}
    >
      <p className="title exercise-verdict-title">{verdictTitle(run)}</p>
      {stale && <p className="quiet">{exerciseMessages.checks.old}</p>}
      {passed && run.message && <p>{run.message}</p>}
      {passed && <Passed lesson={lesson} AfterPass={AfterPass} count={run.checks.length} />}
      {run.state === 'stuck' && <p>{run.message ?? text.stuckText(run.tookMs)}</p>}
      {run.state === 'infrastructure' && (
        <>
          {run.message && <p>{run.message}</p>}
          <p className="quiet">{text.infrastructureText}</p>
        </>
      )}
      {run.state === 'inconclusive' && <p>{text.inconclusiveText}</p>}
      {run.state === 'wrong' && run.message && <p>{run.message}</p>}
      {!passed && run.problems.length > 0 && (
        <ProblemList problems={run.problems} onGo={store.goTo} />
      )}
      {!passed && facts?.solved && <p className="quiet">{text.passedBefore}</p>}
    </section>
  )
  if (!passed || run.problems.length === 0) return verdict
  return (
    <>
      {verdict}
      <div className="notice stack-tight">
        <p>{text.types(run.problems.length)}</p>
        <ProblemList problems={run.problems} onGo={store.goTo} />
      </div>
    </>
  )
}

/** A run in one sentence. */
export function verdictTitle(run: CheckRun): string {
  if (run.state === 'passed') return text.passed
  if (run.state === 'stuck') return text.stuck
  if (run.state === 'infrastructure') return text.infrastructure
  if (run.state === 'inconclusive') return text.inconclusive
  const neverRan = run.checks.every(({ state }) => state === 'not run')
  if (neverRan && run.problems.length > 0) return text.problems(run.problems.length)
  const passed = run.checks.filter(({ state }) => state === 'passed').length
  return text.wrong(passed, run.checks.length)
}

/** Whoever has scrolled down to a hint sees that it helped, and what comes next: each new pass comes into sight. */
function useInSight(passedAt: string | null) {
  const section = useRef<HTMLElement>(null)
  const seen = useRef(passedAt)
  useEffect(() => {
    if (passedAt === null || passedAt === seen.current) return
    seen.current = passedAt
    section.current?.scrollIntoView({ block: 'nearest' })
  }, [passedAt])
  return section
}

function Passed({
  lesson,
  AfterPass,
  count,
}: {
  lesson: LessonMeta
  AfterPass: ComponentType<{ lesson: string }> | undefined
  count: number
}) {
  const next = lessons[lessons.findIndex(({ folder }) => folder === lesson.folder) + 1]
  const all = useAllSolved()
  return (
    <>
      <p>{text.passedText(count)}</p>
      {all !== null && (
        <p>
          <strong>{text.allPassed(all)}</strong> {text.whatIsLeft}
        </p>
      )}
      <div className="row">
        {next && (
          <Link href={lessonPath(next)} className="button button-primary exercise-next">
            {text.next}: {messages.lesson.named(next)}
          </Link>
        )}
        {AfterPass && <AfterPass lesson={lesson.folder} />}
      </div>
    </>
  )
}

/** Errors of TypeScript and Lua, each with a link to its line. */
function ProblemList({
  problems,
  onGo,
}: {
  problems: CodeProblem[]
  onGo: (place: CodePlace) => void
}) {
  return (
    <ul className="exercise-problems" aria-label={text.where}>
      {problems.map((problem) => (
        <li key={`${problem.file} ${problem.line} ${problem.column} ${problem.message}`}>
          <button type="button" className="link-button" onClick={() => onGo(problem)}>
            {exerciseMessages.checks.at(problem.file, problem.line)}
          </button>{' '}
          {problem.message}
        </li>
      ))}
    </ul>
  )
}
