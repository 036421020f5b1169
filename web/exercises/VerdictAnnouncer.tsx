import { useEffect, useRef, useState } from 'react'
import type { ExerciseState } from './exercise-state.ts'
import { exerciseMessages } from './messages.ts'
import { verdictTitle } from './RunVerdict.tsx'

/** Says each new verdict once, politely. What is so when the drawer opens is read like everything else. */
export function VerdictAnnouncer({ state: { runs, facts } }: { state: ExerciseState }) {
  const [run] = runs
  const [announced, announce] = useState('')
  const known = useRef<string | null>(null)
  const loaded = facts !== null

  useEffect(() => {
    if (!loaded) return
    const at = run?.at ?? ''
    const first = known.current === null
    const isNew = known.current !== at
    known.current = at
    if (first || !isNew || !run) return
    const text = exerciseMessages.announce
    const isWrong = run.state === 'wrong' && run.problems.length === 0
    const failing = isWrong && run.checks.find(({ state }) => state !== 'passed')
    announce(text.verdict(verdictTitle(run), failing ? text.failing(failing.name) : null))
  }, [run, loaded])

  return (
    <p className="visually-hidden" role="status">
      {announced}
    </p>
  )
}
