import { lessons } from 'virtual:lessons'
import { Link } from 'wouter'
import { messages } from '../messages/en.ts'
import { lessonPath, startPath } from '../page.ts'

export function MissingPage() {
  return (
    <article className="prose page-missing">
      <h1>{messages.missing.title}</h1>
      <p>{messages.missing.text}</p>
      <ul>
        <li>
          <Link href={startPath}>{messages.missing.toStart}</Link>
        </li>
        {lessons.map((lesson) => (
          <li key={lesson.folder}>
            <Link href={lessonPath(lesson)}>{messages.lesson.named(lesson)}</Link>
          </li>
        ))}
      </ul>
    </article>
  )
}
