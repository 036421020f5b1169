import type { MDXContent } from 'mdx/types'
import { useEffect } from 'react'
import { Link } from 'wouter'
import type { LessonMeta } from '../mdx/lesson-meta.ts'
import { messages } from '../messages/en.ts'
import { lessonPath, startPath } from '../page.ts'
import { writeStored } from '../stored.ts'
import { lessonComponents } from './lesson-components.ts'
import { NextAndPrevious } from './NextAndPrevious.tsx'

export function LessonPage({ lesson, Text }: { lesson: LessonMeta; Text: MDXContent }) {
  useEffect(() => writeStored('lesson', lessonPath(lesson)), [lesson])
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
      <Text components={lessonComponents} />
      <NextAndPrevious lesson={lesson} />
    </article>
  )
}
