// The line one types into. Tab completes only while there is something to complete, so it is no trap for the keyboard:
// otherwise, and after Escape, it goes on to the next control; Shift+Tab always goes back.
import { type ClipboardEvent, type KeyboardEvent, type RefObject, useId, useState } from 'react'
import { lineMessages } from '../live/messages.ts'
import { commandIn, complete, type Known } from './complete.ts'
import type { ConsoleAction, ConsoleState } from './console-state.ts'
import { consoleMessages } from './messages.ts'

const mostPastedLines = 50
const mostCandidates = 8

/** Going through candidates with Tab: where it began, and which one the line shows. */
type Cycle = { typed: string; before: string; candidates: string[]; place: number }

type Props = {
  input: RefObject<HTMLInputElement | null>
  state: ConsoleState
  dispatch: (action: ConsoleAction) => void
  known: Known
  onRun: (lines: string[]) => void
}

export function ConsolePrompt({ input, state, dispatch, known, onRun }: Props) {
  const [cycle, setCycle] = useState<Cycle | null>(null)
  const [leaving, setLeaving] = useState(false)
  const [announcement, setAnnouncement] = useState({ text: '', seen: false })
  const hintId = useId()
  const line = state.input
  const offered = cycle ?? { ...complete(line, known), place: -1 }

  function show(next: string): void {
    dispatch({ type: 'typed', input: next })
    setCycle(null)
    setLeaving(false)
    setAnnouncement({ text: '', seen: false })
  }

  function run(): void {
    onRun([line])
    show('')
  }

  function completeTo(place: number): void {
    const { before, candidates } = offered
    const to = candidates[place]
    if (to === undefined) return
    dispatch({ type: 'typed', input: candidates.length === 1 ? `${before}${to} ` : before + to })
    setCycle(
      candidates.length === 1 ? null : { before, candidates, place, typed: cycle?.typed ?? line },
    )
    setAnnouncement({
      text: consoleMessages.completed(to, place + 1, candidates.length),
      seen: false,
    })
  }

  function press(event: KeyboardEvent): void {
    const { key, ctrlKey, shiftKey, altKey, metaKey } = event
    if (key === 'Tab' && !shiftKey && !leaving && offered.candidates.length > 0) {
      event.preventDefault()
      completeTo((offered.place + 1) % offered.candidates.length)
    } else if (key === 'Escape') {
      if (cycle) dispatch({ type: 'typed', input: cycle.typed })
      setCycle(null)
      setLeaving(true)
    } else if ((key === 'ArrowUp' || key === 'ArrowDown') && !ctrlKey && !altKey && !metaKey) {
      event.preventDefault()
      setCycle(null)
      dispatch({ type: key === 'ArrowUp' ? 'older' : 'newer' })
    } else if (key === 'l' && ctrlKey && !altKey && !metaKey) {
      event.preventDefault()
      dispatch({ type: 'cleared' })
    }
  }

  /** Several pasted lines are several commands, as in a terminal; the last one waits for Enter. */
  function paste(event: ClipboardEvent<HTMLInputElement>): void {
    const text = event.clipboardData.getData('text')
    if (!/[\r\n]/.test(text.trimEnd())) return
    event.preventDefault()
    const { selectionStart, selectionEnd } = event.currentTarget
    const whole = line.slice(0, selectionStart ?? 0) + text + line.slice(selectionEnd ?? 0)
    const lines = whole.split(/\r\n|\r|\n/)
    if (lines.length > mostPastedLines) {
      setAnnouncement({ text: consoleMessages.tooManyLines(mostPastedLines), seen: true })
      return
    }
    show(lines.pop() ?? '')
    onRun(lines)
  }

  return (
    <form
      className="console-form"
      onSubmit={(event) => {
        event.preventDefault()
        run()
      }}
    >
      <div className="console-prompt">
        <label className="console-sign" htmlFor={`${hintId}-line`}>
          <span aria-hidden="true">{lineMessages.prompt}</span>
          <span className="visually-hidden">{consoleMessages.input}</span>
        </label>
        <input
          id={`${hintId}-line`}
          ref={input}
          type="text"
          value={line}
          onChange={({ target }) => show(target.value)}
          onKeyDown={press}
          onPaste={paste}
          onBlur={() => setLeaving(false)}
          aria-describedby={hintId}
          autoCapitalize="none"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="send"
        />
        <button type="submit" className="copy-button">
          {consoleMessages.run}
        </button>
      </div>
      <p className="console-hint">
        {leaving ? null : (
          <Candidates
            offered={offered}
            onChoose={(place) => {
              completeTo(place)
              input.current?.focus()
            }}
          />
        )}
        <Syntax line={line} known={known} />
      </p>
      <p className="visually-hidden" id={hintId}>
        {consoleMessages.keyboard}
      </p>
      <p className="quiet console-keyboard" aria-hidden="true">
        {consoleMessages.keyboard}
      </p>
      <p className={announcement.seen ? 'notice' : 'visually-hidden'} role="status">
        {announcement.text}
      </p>
    </form>
  )
}

/** For the eye and the pointer; by keyboard it is Tab, which says where it stands. */
function Candidates({
  offered: { candidates, place },
  onChoose,
}: {
  offered: Pick<Cycle, 'candidates' | 'place'>
  onChoose: (place: number) => void
}) {
  if (candidates.length === 0) return null
  const first = Math.max(
    0,
    Math.min(place - mostCandidates + 1, candidates.length - mostCandidates),
  )
  const shown = candidates.slice(first, first + mostCandidates)
  const more = candidates.length - shown.length
  return (
    <span className="console-candidates">
      {shown.map((candidate, i) => (
        <button
          type="button"
          tabIndex={-1}
          key={candidate}
          className="console-candidate"
          data-chosen={first + i === place || undefined}
          onClick={() => onChoose(first + i)}
        >
          {candidate}
        </button>
      ))}
      {more > 0 && <span className="quiet">{consoleMessages.moreCandidates(more)}</span>}
    </span>
  )
}

function Syntax({ line, known }: { line: string; known: Known }) {
  const command = commandIn(line, known.commands)
  if (!command) return null
  return (
    <span>
      <code>{command.syntax}</code> {command.summary}
    </span>
  )
}
