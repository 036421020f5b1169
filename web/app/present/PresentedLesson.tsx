import { LessonContext } from '../../core/lesson-context.ts'
import { messages } from '../../core/messages.ts'
import { lessonComponents } from '../../course/lesson-components.ts'
import { presentMessages as text } from './messages.ts'
import type { Presented } from './usePresented.ts'
import '../../course/lessons.css'

export function PresentedLesson({ lesson, Text, failed }: Presented) {
  if (failed) return <p className="notice notice-lost">{text.failed}</p>
  if (!lesson || !Text) return <p className="quiet present-loading">{text.loading}</p>
  return (
    <article className="prose lesson present-lesson" key={lesson.folder}>
      <header className="stack">
        <p className="quiet">{messages.lesson.numbered(lesson.number)}</p>
        <h1>{lesson.title}</h1>
        <p className="lesson-summary">{lesson.summary}</p>
      </header>
      <LessonContext value={lesson.folder}>
        <Text components={lessonComponents} />
      </LessonContext>
    </article>
  )
}
