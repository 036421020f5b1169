import { exerciseFiles } from 'virtual:exercise-files'
import { lessons } from 'virtual:lessons'
import { Link } from 'wouter'
import { messages } from '../../core/messages.ts'
import { lessonPath } from '../../core/routes.ts'
import { LessonMark } from '../../course/LessonMark.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { codeMessages } from '../../ui/messages.ts'
import { startMessages } from '../messages.ts'

/** The three uses of the workbook. Only what exists is a link. */
export function Doors() {
  const { follow, exercises, room } = startMessages.doors
  const command = messages.commands.exercise
  const firstExercise = lessons.find(({ folder }) => folder in exerciseFiles)
  return (
    <section className="doors" aria-label={startMessages.doorsLabel}>
      <div className="door">
        <h2>{follow.title}</h2>
        <p>{follow.text}</p>
        <ol className="door-lessons">
          {lessons.map((lesson) => (
            <li key={lesson.folder} value={lesson.number}>
              <Link href={lessonPath(lesson)}>{lesson.title}</Link> <LessonMark lesson={lesson} />
              <span className="quiet"> {messages.lesson.minutesShort(lesson.minutes)}</span>
            </li>
          ))}
        </ol>
      </div>
      <div className="door">
        <h2>{exercises.title}</h2>
        <p>{exercises.text}</p>
        {firstExercise && (
          <p>
            <Link href={lessonPath(firstExercise)}>{exercises.first(firstExercise.number)}</Link>
          </p>
        )}
        <p>{exercises.inTerminal}</p>
        <div className="command">
          <code>{command}</code>
          <CopyButton text={command} label={codeMessages.copyOf(command)} />
        </div>
      </div>
      <div className="door only-at-home">
        <h2>{room.title}</h2>
        <p>{room.text}</p>
        <div className="command">
          <code>{messages.commands.workshop}</code>
          <CopyButton
            text={messages.commands.workshop}
            label={codeMessages.copyOf(messages.commands.workshop)}
          />
        </div>
      </div>
    </section>
  )
}
