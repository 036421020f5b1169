import { exerciseFiles } from 'virtual:exercise-files'
import { type ReactNode, useId } from 'react'
import { OpenInEditor } from '../editor/OpenInEditor.tsx'
import { messages } from '../messages/en.ts'
import { CopyButton } from './CopyButton.tsx'

/** A lesson's task: its files, and the command that checks them. `lesson` is the folder name. */
export function Exercise({ lesson, children }: { lesson: string; children?: ReactNode }) {
  const id = useId()
  const number = lesson.slice(0, 2)
  const command = messages.commands.check(number)
  return (
    <section className="exercise" aria-labelledby={id}>
      <p className="aside-title" id={id}>
        {messages.exercise.title(Number(number))}
      </p>
      {children}
      <p>{messages.exercise.how}</p>
      <div className="command">
        <code>{command}</code>
        <CopyButton text={command} label={messages.code.copyOf(command)} />
      </div>
      <p>{messages.exercise.files(lesson)}</p>
      <ul className="exercise-files">
        {(exerciseFiles[lesson] ?? []).map((file) => (
          <li key={file}>
            <code>
              workspace/{lesson}/{file}
            </code>{' '}
            <OpenInEditor file={`workspace/${lesson}/${file}`} />
          </li>
        ))}
      </ul>
      <p className="quiet">{messages.exercise.incomplete}</p>
    </section>
  )
}
