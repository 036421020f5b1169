import { useEffect, useState } from 'react'
import type { LessonSection } from '../core/lesson-meta.ts'

/** The id of the section that is being read, followed as the page scrolls; null above the first. */
export function useCurrentSection(sections: LessonSection[]): string | null {
  const [current, setCurrent] = useState<string | null>(null)

  useEffect(() => {
    const find = () => setCurrent(sectionInView(sections))
    find()
    window.addEventListener('scroll', find, { passive: true })
    return () => window.removeEventListener('scroll', find)
  }, [sections])

  return current
}

/** The last section whose heading has reached the upper third of the window. */
export function sectionInView(sections: LessonSection[]): string | null {
  let found: string | null = null
  for (const { id } of sections) {
    const top = document.getElementById(id)?.getBoundingClientRect().top ?? Infinity
    if (top > window.innerHeight / 3) break
    found = id
  }
  return found
}
