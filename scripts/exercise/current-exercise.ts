// The exercise that watch mode is at: its copy, its last run, and what else is known of all of them.

import type { RunEvent } from '../../server/exercises/check-queue.ts'
import type { CheckRun, ExerciseFile, ExerciseSummary } from '../../server/exercises/contract.ts'
import type { OpenExercises } from '../../server/exercises/exercises.ts'
import { followCopy } from '../../server/exercises/follow-copy.ts'
import type { ExerciseLesson } from '../../server/exercises/lessons-with-exercises.ts'

export type Current = {
  readonly lesson: ExerciseLesson
  readonly run: CheckRun | null
  readonly checking: boolean
  readonly files: ExerciseFile[]
  /** What is amiss with the copy, in sentences. */
  readonly warnings: string[]
  /** All exercises, for how many are solved. */
  readonly all: ExerciseSummary[]
}

export type CurrentExercise = {
  now(): Current
  /** Makes its copy when there is none, which it gives back, and watches it. Rejects when the copy cannot be made. */
  enter(lesson: ExerciseLesson): Promise<boolean>
  toFirstUnsolved(): Promise<ExerciseLesson>
  /** Starts it over; gives where the old copy is kept. */
  reset(): Promise<string | null>
  refresh(): Promise<void>
  close(): void
}

/** `changed` is called after each change of what `now` gives, with the run that made it when one did. */
export function openCurrentExercise({
  opened: { exercises, workspace },
  first,
  follow,
  changed,
}: {
  opened: OpenExercises
  first: ExerciseLesson
  /** Whether saved files are checked by themselves. */
  follow: boolean
  changed: (event?: RunEvent) => void
}): CurrentExercise {
  let current = at(first)
  let unfollow = () => {}
  let over = false
  /** The id of the run that is going: the verdict of any other one is refused. */
  let awaited: string | undefined
  const stopRuns = exercises.onRun((event) => {
    if (event.lesson !== current.lesson.lesson) return
    if (event.event === 'checking') {
      awaited = event.run
      set({ checking: true }, event)
    } else if (event.run.run === awaited && event.run.lesson === current.lesson.lesson) {
      set({ checking: false, run: event.run }, event)
      if (event.run.state === 'passed') void refresh()
    }
  })

  return {
    now: () => current,
    async enter(lesson) {
      unfollow()
      unfollow = () => {}
      awaited = exercises.underWay(lesson)?.run
      current = { ...at(lesson), all: current.all }
      let made = false
      try {
        made = await exercises.make(lesson)
        const { files, warnings } = await exercises.copy(lesson)
        // Somebody may have gone on meanwhile.
        if (current.lesson === lesson) set({ files, warnings })
      } finally {
        if (current.lesson === lesson && follow && !over) startFollowing(lesson)
        await refresh()
      }
      return made
    },
    async toFirstUnsolved() {
      await refresh()
      const open = current.all.find((one) => !one.solved)
      return exercises.lessons.find((one) => one.lesson === open?.lesson) ?? first
    },
    async reset() {
      const kept = await exercises.reset(current.lesson)
      const { files, warnings } = await exercises.copy(current.lesson)
      set({ run: null, files, warnings })
      return kept
    },
    refresh,
    close() {
      over = true
      unfollow()
      stopRuns()
    },
  }

  function startFollowing(lesson: ExerciseLesson): void {
    unfollow = followCopy({
      exercises,
      lesson,
      folders: [workspace.pathOf(lesson.lesson), lesson.exercise],
      tell(event) {
        if (event.event === 'files') {
          const { files, warnings } = event.data
          set({ files, warnings })
        }
        if (event.event === 'progress') void refresh()
      },
    })
  }

  function at(lesson: ExerciseLesson): Current {
    const run = exercises.last(lesson)
    const checking = exercises.underWay(lesson) !== null
    return { lesson, run, checking, files: [], warnings: [], all: [] }
  }

  async function refresh(): Promise<void> {
    set({ all: await exercises.list() })
  }

  function set(part: Partial<Current>, event?: RunEvent): void {
    current = { ...current, ...part }
    changed(event)
  }
}
