import { lessons } from 'virtual:lessons'
import type { MDXContent } from 'mdx/types'
import { useEffect, useState } from 'react'
import type { LessonMeta } from '../../core/lesson-meta.ts'
import { loadLessonText } from '../../course/lesson-text.ts'
import { lessonAt } from '../../room/name-place.ts'

export type Presented = {
  lesson: LessonMeta | undefined
  /** null while it is loaded. */
  Text: MDXContent | null
  failed: boolean
  /** Shows the lesson at this address; anything else is left to the browser. */
  show: (path: string) => void
}

/** The lesson that is presented; it is in the address, so that a reload shows it again. */
export function usePresented(): Presented {
  const [lesson, setLesson] = useState<LessonMeta | undefined>()
  const [loaded, setLoaded] = useState<{ folder: string; Text: MDXContent } | null>(null)
  const [failed, setFailed] = useState(false)

  useEffect(() => {
    const wanted = new URLSearchParams(window.location.search).get('lesson')
    setLesson(lessonAt(`/lessons/${wanted}/`) ?? lessons[0])
  }, [])
  useEffect(() => {
    if (!lesson) return
    let here = true
    loadLessonText(lesson).then(
      (text) => {
        if (here && text) setLoaded({ folder: lesson.folder, Text: text })
      },
      () => here && setFailed(true),
    )
    return () => {
      here = false
    }
  }, [lesson])

  return {
    lesson,
    Text: loaded && loaded.folder === lesson?.folder ? loaded.Text : null,
    failed,
    show(path) {
      const next = lessonAt(path.replace(/[?#].*$/, ''))
      if (!next) return window.location.assign(path)
      history.replaceState(null, '', `?lesson=${next.folder}`)
      setLesson(next)
      window.scrollTo({ top: 0, behavior: 'instant' })
    },
  }
}
