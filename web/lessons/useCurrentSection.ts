import { useEffect, useState } from 'react'
import type { LessonSection } from '../mdx/lesson-meta.ts'

/** The id of the section that is being read: the last one whose heading has reached the upper third of the window. */
export function useCurrentSection(sections: LessonSection[]): string | null {
  const [current, setCurrent] = useState<string | null>(null)

  useEffect(() => {
    function find(): void {
      let found: string | null = null
      for (const { id } of sections) {
        const top = document.getElementById(id)?.getBoundingClientRect().top ?? Infinity
        if (top > window.innerHeight / 3) break
        found = id
      }
      setCurrent(found)
    }
    find()
    window.addEventListener('scroll', find, { passive: true })
    return () => window.removeEventListener('scroll', find)
  }, [sections])

  return current
}
