import { exerciseFiles } from 'virtual:exercise-files'
import { useState } from 'react'
import { Link } from 'wouter'
import { ask } from '../core/ask.ts'
import { setExerciseOpen, useExerciseOpen } from '../core/exercise-open.ts'
import { isOneLuaFile } from '../core/one-lua-file.ts'
import { joinPath, labPath } from '../core/routes.ts'
import { CopyButton } from '../ui/CopyButton.tsx'
import { roomBarMessages } from './messages.ts'

const text = roomBarMessages.home

export function ExerciseInRoom({ lesson }: { lesson: string }) {
  const open = useExerciseOpen()
  const inPage = isOneLuaFile(lesson)
  const [made, setMade] = useState<{ command: string } | { why: string } | null>(null)

  async function make(): Promise<void> {
    const reply = await ask<{ token: string }>('/api/room/home', { body: {} })
    if (reply.is !== 'answered') return setMade({ why: text.failed(reply.detail) })
    setMade({
      command: text.command(`${window.location.origin}${joinPath}#home=${reply.body.token}`),
    })
  }

  return (
    <div className="room-exercise">
      <p className="room-card-title">{text.title}</p>
      <p>
        <label>
          <input
            type="checkbox"
            checked={open === lesson}
            onChange={(event) => setExerciseOpen(event.target.checked ? lesson : null)}
          />{' '}
          {text.working}
        </label>{' '}
        <span className="quiet">{text.workingHint}</span>
      </p>
      <p>{inPage ? text.textInPage : text.text}</p>
      {made === null && (
        <button type="button" className="button" onClick={make}>
          {text.make}
        </button>
      )}
      {made && 'command' in made && (
        <>
          <div className="command">
            <code>{made.command}</code>
            <CopyButton text={made.command} label={text.copy} />
          </div>
          <p className="quiet">{text.secret}</p>
        </>
      )}
      {!inPage && (exerciseFiles[lesson] ?? []).some((file) => file.endsWith('.lua')) && (
        <p>
          {text.withoutNode} <Link href={labPath('lua')}>{text.luaLab}</Link>
        </p>
      )}
      {made && 'why' in made && (
        <p className="notice notice-lost" role="alert">
          {made.why}
        </p>
      )}
    </div>
  )
}
