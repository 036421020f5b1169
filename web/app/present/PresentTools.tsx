import { lessons } from 'virtual:lessons'
import { useEffect, useId, useState } from 'react'
import { ask } from '../../core/ask.ts'
import { boardPath, lessonPath } from '../../core/routes.ts'
import { readStored, writeStored } from '../../core/stored.ts'
import { boardMessages } from '../../room/board/messages.ts'
import { presentMessages as text } from './messages.ts'
import type { Presented } from './usePresented.ts'

const sizes = [100, 125, 150, 175, 200, 225]

/** Which lesson, how large, and whether the room follows. `follow`: where the room is led to now. */
export function PresentTools({
  presented,
  follow,
}: {
  presented: Presented
  follow: string | null
}) {
  const id = useId()
  const { lesson, show } = presented
  const place = lesson ? lessons.indexOf(lesson) : -1
  const previous = lessons[place - 1]
  const next = lessons[place + 1]
  const path = lesson && lessonPath(lesson)
  const leads = follow !== null
  // What was ticked, until the room has heard of it.
  const [wanted, setWanted] = useState<boolean | null>(null)
  useEffect(() => {
    if (wanted === leads) setWanted(null)
  }, [wanted, leads])
  async function lead(on: boolean): Promise<void> {
    setWanted(on)
    const body = { path: on ? (path ?? null) : null }
    const reply = await ask('/api/board/follow', { body })
    if (reply.is !== 'answered') setWanted(null)
  }

  // Who leads takes the room along.
  useEffect(() => {
    if (leads && path !== undefined && path !== follow) {
      void ask('/api/board/follow', { body: { path } })
    }
  }, [leads, path, follow])

  return (
    <div className="present-tools">
      <label className="visually-hidden" htmlFor={id}>
        {text.choose}
      </label>
      <StepButton
        label={text.previous}
        path={previous && lessonPath(previous)}
        show={show}
        sign="‹"
      />
      <select id={id} value={path ?? ''} onChange={(event) => show(event.target.value)}>
        {lessons.map((one) => (
          <option key={one.folder} value={lessonPath(one)}>
            {boardMessages.table.lesson(one.number, one.title)}
          </option>
        ))}
      </select>
      <StepButton label={text.next} path={next && lessonPath(next)} show={show} sign="›" />
      <SizeButtons />
      <label className="present-lead" title={text.leadHint}>
        <input
          type="checkbox"
          checked={wanted ?? leads}
          onChange={(event) => lead(event.target.checked)}
        />
        {text.lead}
      </label>
      <a href={boardPath}>{text.board}</a>
    </div>
  )
}

function StepButton({
  label,
  path,
  show,
  sign,
}: {
  label: string
  path: string | undefined
  show: (path: string) => void
  sign: string
}) {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={label}
      disabled={path === undefined}
      onClick={() => path !== undefined && show(path)}
    >
      {sign}
    </button>
  )
}

/** The type's size in per cent of the page's own, remembered on this machine: each projector wants another. */
function SizeButtons() {
  const [size, setSize] = useState(() => Number(readStored('present-size')) || 150)
  useEffect(() => {
    document.documentElement.dataset.present = String(size)
    return () => {
      delete document.documentElement.dataset.present
    }
  }, [size])
  const place = Math.max(0, sizes.indexOf(size))
  function change(by: number): void {
    const next = sizes[place + by]
    if (next === undefined) return
    setSize(next)
    writeStored('present-size', String(next))
  }
  return (
    <fieldset className="present-size">
      <legend className="visually-hidden">{text.size}</legend>
      <button
        type="button"
        className="icon-button"
        aria-label={text.smaller}
        title={text.smaller}
        disabled={place === 0}
        onClick={() => change(-1)}
      >
        A−
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={text.larger}
        title={text.larger}
        disabled={place === sizes.length - 1}
        onClick={() => change(1)}
      >
        A+
      </button>
    </fieldset>
  )
}
