import { lessons } from 'virtual:lessons'
import { Link } from 'wouter'
import { messages } from '../../core/messages.ts'
import { playgroundPath } from '../../core/playground-path.ts'
import { labsPath } from '../../labs/labs.ts'
import { glossaryPath, lessonPath, startPath } from '../page.ts'

const others = [
  [playgroundPath, messages.playground.title],
  [labsPath, messages.labs.title],
  [glossaryPath, messages.glossary.title],
] as const

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
        {others.map(([path, title]) => (
          <li key={path}>
            <Link href={path}>{title}</Link>
          </li>
        ))}
      </ul>
    </article>
  )
}
