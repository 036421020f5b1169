// Notes what is read, without asking: a section counts when its end has stood in view for a moment, so that scrolling
// past it does not.
import { useEffect } from 'react'
import type { LessonMeta } from '../core/lesson-meta.ts'
import { countDone } from '../progress/progress-state.ts'
import { useProgress, useProgressStore } from '../progress/useProgress.ts'
import { useCurrentSection } from './useCurrentSection.ts'

const dwellMs = 1200

/** @param endId the id of the element that stands behind the last section */
export function useReading(lesson: LessonMeta, endId: string): void {
  const store = useProgressStore()
  const progress = useProgress()
  const current = useCurrentSection(lesson.sections)

  // The place is noted after the same moment: what is only passed on the way is no place to come back to.
  useEffect(() => {
    const note = () => store.note({ is: 'at', lesson: lesson.folder, section: current })
    const timer = setTimeout(note, dwellMs)
    return () => clearTimeout(timer)
  }, [store, lesson, current])

  useEffect(() => {
    const timers = new Map<string, ReturnType<typeof setTimeout>>()
    function look(): void {
      for (const [index, { id }] of lesson.sections.entries()) {
        const end = document.getElementById(lesson.sections[index + 1]?.id ?? endId)
        const inView = end !== null && isInView(end) && document.visibilityState === 'visible'
        if (!inView) {
          clearTimeout(timers.get(id))
          timers.delete(id)
        } else if (!timers.has(id)) {
          const note = () => store.note({ is: 'read', lesson: lesson.folder, section: id })
          timers.set(id, setTimeout(note, dwellMs))
        }
      }
    }
    look()
    window.addEventListener('scroll', look, { passive: true })
    window.addEventListener('resize', look)
    document.addEventListener('visibilitychange', look)
    return () => {
      for (const timer of timers.values()) clearTimeout(timer)
      window.removeEventListener('scroll', look)
      window.removeEventListener('resize', look)
      document.removeEventListener('visibilitychange', look)
    }
  }, [store, lesson, endId])

  const { sections, questions } = countDone(lesson, progress)
  const complete = sections[1] > 0 && sections[0] === sections[1] && questions[0] === questions[1]
  useEffect(() => {
    if (complete) store.note({ is: 'done', lesson: lesson.folder })
  }, [store, lesson, complete])
}

function isInView(element: Element): boolean {
  const { top } = element.getBoundingClientRect()
  return top > 0 && top < window.innerHeight
}
