import { exerciseFiles } from 'virtual:exercise-files'
import { lessons } from 'virtual:lessons'
import { type ReactNode, useId } from 'react'
import { Link } from 'wouter'
import { messages } from '../core/messages.ts'
import { isOneLuaFile } from '../core/one-lua-file.ts'
import { lessonPath } from '../core/routes.ts'
import { useInRoom } from '../core/useInRoom.ts'
import { OpenInEditor } from '../editor/OpenInEditor.tsx'
import { drawer, useDrawerOpen } from '../exercises/drawer.ts'
import { useExerciseSummary } from '../exercises/exercise-list.ts'
import { taskMessages } from '../exercises/task-messages.ts'
import { lessonOf } from '../progress/progress-state.ts'
import { useProgress } from '../progress/useProgress.ts'
import { RoomExercise } from '../room/RoomExercise.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { codeMessages } from '../ui/messages.ts'

/** A lesson's task: how far it is, the panel where it is done, and the command that checks it. `lesson` is the folder name. */
export function Exercise({ lesson, children }: { lesson: string; children?: ReactNode }) {
  const id = useId()
  const number = lesson.slice(0, 2)
  const summary = useExerciseSummary(lesson)
  const noted = lessonOf(useProgress(), lesson).exercises.exercise !== undefined
  const open = useDrawerOpen(lesson)
  const text = taskMessages
  const state = summary?.solved || noted ? 'passed' : summary?.made ? 'begun' : 'none'
  return (
    <section className="exercise" aria-labelledby={id}>
      <p className="aside-title" id={id}>
        {text.title(Number(number))}
        {summary && <span className="exercise-state">{text.states[state]}</span>}
      </p>
      {children}
      <RoomLuaExercise lesson={lesson} />
      {summary ? (
        <>
          <p>{text.here}</p>
          <p className="button-row">
            {state === 'passed' && <NextLesson after={lesson} />}
            <button
              type="button"
              className={`button exercise-open${open || state === 'passed' ? '' : ' button-primary'}`}
              aria-expanded={open}
              onClick={() =>
                open ? drawer.close() : drawer.open(lesson, { begin: !summary.made })
              }
            >
              {open ? text.close : summary.made ? text.goOn[state] : text.begin}
            </button>
          </p>
          <details>
            <summary>{text.inTerminal}</summary>
            <InTerminal lesson={lesson} number={number} />
          </details>
        </>
      ) : (
        <InTerminal lesson={lesson} number={number} />
      )}
      <RoomExercise lesson={lesson} />
    </section>
  )
}

/** After a pass the way leads on. */
function NextLesson({ after }: { after: string }) {
  const next = lessons[lessons.findIndex(({ folder }) => folder === after) + 1]
  if (!next) return null
  return (
    <Link href={lessonPath(next)} className="button button-primary">
      {taskMessages.next(messages.lesson.named(next))}
    </Link>
  )
}

function InTerminal({ lesson, number }: { lesson: string; number: string }) {
  const command = messages.commands.check(number)
  const text = taskMessages
  return (
    <>
      <p>{text.how}</p>
      <div className="command">
        <code>{command}</code>
        <CopyButton text={command} label={codeMessages.copyOf(command)} />
      </div>
      <p>{text.files(lesson)}</p>
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
      <p className="quiet">{text.incomplete}</p>
    </>
  )
}

const Part = lazyPart(
  () => import('../exercises/lua/LuaExercise.tsx').then((it) => it.LuaExercise),
  {
    loading: null,
  },
)

/** In a room, an exercise that is one Lua script is also done in the page. Nothing at home, or where it is more than that. */
function RoomLuaExercise({ lesson }: { lesson: string }) {
  const inRoom = useInRoom()
  return inRoom && isOneLuaFile(lesson) && <Part lesson={lesson} key={lesson} />
}
