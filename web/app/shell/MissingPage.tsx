import { lessons } from 'virtual:lessons'
import { Link } from 'wouter'
import { messages } from '../../core/messages.ts'
import { glossaryPath, labsPath, lessonPath, playgroundPath, startPath } from '../../core/routes.ts'
import { glossaryMessages } from '../../course/glossary/messages.ts'
import { labsMessages } from '../../labs/messages.ts'
import { playgroundMessages } from '../../playground/messages.ts'
import { missingMessages } from '../messages.ts'

const others = [
  [playgroundPath, playgroundMessages.title],
  [labsPath, labsMessages.title],
  [glossaryPath, glossaryMessages.title],
] as const

export function MissingPage() {
  return (
    <article className="prose page-missing">
      <h1>{missingMessages.title}</h1>
      <p>{missingMessages.text}</p>
      <ul>
        <li>
          <Link href={startPath}>{missingMessages.toStart}</Link>
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
