// Numbered hints, one at a time. One that a check names can be shown before those in front of it.
import { useEffect, useId, useRef } from 'react'
import { InlineText } from '../ui/InlineText.tsx'
import type { ExerciseState } from './exercise-state.ts'
import type { ExerciseStore } from './exercise-store.ts'
import { exerciseMessages } from './messages.ts'

const text = exerciseMessages.hints

export function Hints({
  state,
  store,
}: {
  state: ExerciseState
  store: Pick<ExerciseStore, 'goTo' | 'showHints'>
}) {
  const id = useId()
  const list = useRef<HTMLOListElement>(null)
  const all = state.facts?.hintTexts ?? []
  const shown = state.hints.filter((number) => number <= all.length)
  const next = all.findIndex((_, at) => !shown.includes(at + 1)) + 1
  const newest = useNew(shown)

  // What was asked for comes into view, and is read.
  useEffect(() => {
    if (newest !== null) list.current?.querySelector<HTMLElement>(`[value="${newest}"]`)?.focus()
  }, [newest])

  if (all.length === 0) return null
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{text.title}</h3>
      {shown.length > 0 && (
        <ol className="exercise-hints" ref={list}>
          {shown
            .toSorted((a, b) => a - b)
            .map((number) => (
              <li key={number} value={number} tabIndex={-1}>
                <HintText text={all[number - 1] ?? ''} />
              </li>
            ))}
        </ol>
      )}
      <p className="button-row">
        {next > 0 ? (
          <button
            type="button"
            className="button"
            onClick={() => store.showHints([...shown, next])}
          >
            {text.next(next, all.length)}
          </button>
        ) : (
          <span className="quiet">{text.all}</span>
        )}
        {shown.length > 0 && (
          <button type="button" className="link-button" onClick={() => store.showHints([])}>
            {text.hide}
          </button>
        )}
      </p>
    </section>
  )
}

/** The hint that was added since the last drawing; null for those that were there from the beginning. */
function useNew(shown: number[]): number | null {
  const before = useRef(shown)
  const added = shown.find((number) => !before.current.includes(number)) ?? null
  useEffect(() => {
    before.current = shown
  })
  return added
}

/** A hint's Markdown, as far as hints use it: paragraphs, `code` and *emphasis*. */
function HintText({ text }: { text: string }) {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => (
      <p key={paragraph}>
        <Emphasised text={paragraph} />
      </p>
    ))
}

function Emphasised({ text }: { text: string }) {
  const parts = text.split(/(?<![`\w])\*([^*`\n]+)\*/).map((part, place) => ({ part, place }))
  return parts.map(({ part, place }) =>
    place % 2 === 1 ? <em key={place}>{part}</em> : <InlineText key={place} text={part} />,
  )
}
