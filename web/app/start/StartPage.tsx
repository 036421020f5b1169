import { lessons } from 'virtual:lessons'
import { Link } from 'wouter'
import { messages } from '../../core/messages.ts'
import { lessonPath } from '../../core/routes.ts'
import { liveMessages } from '../../live/messages.ts'
import { usePlaygroundState } from '../../live/useLive.ts'
import {
  ConnectionBadge,
  ConnectionNotice,
  WhichValkey,
} from '../../playground/ConnectionState.tsx'
import { Counter } from '../../playground/Counter.tsx'
import { BurstButton, RequestButton } from '../../playground/RequestButton.tsx'
import { ResponseList } from '../../playground/ResponseList.tsx'
import { lastPlace, lessonOf } from '../../progress/progress-state.ts'
import { useProgress } from '../../progress/useProgress.ts'
import { startMessages } from '../messages.ts'
import { Doors } from './Doors.tsx'

export function StartPage() {
  return (
    <div className="start">
      <header className="start-head">
        <h1>{startMessages.sentence}</h1>
        <Continue />
      </header>
      <StartFigure />
      <Doors />
      <p className="quiet start-valkey">
        <WhichValkey />
      </p>
    </div>
  )
}

/** For somebody who comes back: where they left off, or what comes after a lesson they have done. */
function Continue() {
  const progress = useProgress()
  const place = lastPlace(progress)
  const at = lessons.findIndex(({ folder }) => folder === place?.lesson)
  const lesson = lessons[at]
  if (!place || !lesson) return null

  const next = lessons[at + 1]
  if (next && lessonOf(progress, lesson.folder).doneAt) {
    return (
      <p className="continue">
        <Link href={lessonPath(next)} className="button button-primary">
          {startMessages.nextIs(messages.lesson.named(next))}
        </Link>
      </p>
    )
  }
  const section = lesson.sections.find(({ id }) => id === place.section)
  return (
    <p className="continue">
      <Link
        href={lessonPath(lesson) + (section ? `#${section.id}` : '')}
        className="button button-primary"
      >
        {startMessages.continueWith(messages.lesson.named(lesson))}
      </Link>
      {section && <span className="quiet">{startMessages.at(section.title)}</span>}
    </p>
  )
}

/** The start page's figure: the same parts, wide, with one thing to try. */
function StartFigure() {
  const limit = usePlaygroundState(({ live }) => live.policy?.limit ?? null)
  return (
    <section className="figure" aria-labelledby="figure-title">
      <header className="live-head">
        <h2 id="figure-title">{startMessages.figureTitle}</h2>
        <ConnectionBadge />
      </header>
      <p className="figure-hint">{startMessages.figureHint(limit)}</p>
      <p className="notice without-js">{liveMessages.live.needsJavaScript}</p>
      <ConnectionNotice />
      <div className="figure-parts">
        <div className="figure-counter">
          <Counter />
          <div className="live-actions">
            <RequestButton />
            <BurstButton count={10} />
          </div>
        </div>
        <div className="figure-responses">
          <h3>{liveMessages.responses.title}</h3>
          <ResponseList />
        </div>
      </div>
    </section>
  )
}
