import type { MDXContent } from 'mdx/types'
import { Link } from 'wouter'
import { LessonContext } from '../core/lesson-context.ts'
import type { LessonMeta } from '../core/lesson-meta.ts'
import { messages } from '../core/messages.ts'
import { startPath } from '../core/routes.ts'
import { LessonEnd, NextAndPrevious } from './LessonEnd.tsx'
import { lessonComponents } from './lesson-components.ts'
import { useReading } from './useReading.ts'

const endId = 'end-of-lesson'

export function LessonPage({ lesson, Text }: { lesson: LessonMeta; Text: MDXContent }) {
  useReading(lesson, endId)
  return (
    <article className="prose lesson">
      <nav className="breadcrumb" aria-label={messages.lesson.breadcrumb}>
        <ol>
          <li>
            <Link href={startPath}>{messages.shell.start}</Link>
          </li>
          <li aria-current="page">{messages.lesson.numbered(lesson.number)}</li>
        </ol>
      </nav>
      <header className="lesson-head">
        <h1>{lesson.title}</h1>
        <p className="lesson-summary">{lesson.summary}</p>
        <p className="quiet">{messages.lesson.minutes(lesson.minutes)}</p>
      </header>
      <section className="objectives" aria-labelledby="objectives">
        <p id="objectives" className="objectives-title">
          {messages.lesson.objectives}
        </p>
        <ul>
          {lesson.objectives.map((objective) => (
            <li key={objective}>{objective}</li>
          ))}
        </ul>
      </section>
      <LessonContext value={lesson.folder}>
        <Text components={lessonComponents} />
      </LessonContext>
      <LessonEnd lesson={lesson} id={endId} />
      <NextAndPrevious lesson={lesson} />
    </article>
  )
}
