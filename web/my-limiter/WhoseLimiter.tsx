// The switch: the workbook's limiter, or the learner's own.

import { lessons as allLessons } from 'virtual:lessons'
import { use, useState } from 'react'
import { Link } from 'wouter'
import type { LiveLesson, MyLimiter } from '../../server/my-limiter/contract.ts'
import { LessonContext } from '../core/lesson-context.ts'
import { lessonPath } from '../core/routes.ts'
import { mineAnswers } from '../live/reduce-mine.ts'
import { usePlaygroundState } from '../live/useLive.ts'
import { useProgress } from '../progress/useProgress.ts'
import { RadioGroup } from '../ui/RadioGroup.tsx'
import { chooseLimiter } from './choose-limiter.ts'
import { firstChoice, passedAt } from './first-choice.ts'
import { LimiterConsole } from './LimiterConsole.tsx'
import { LimiterState } from './LimiterState.tsx'
import { myLimiterMessages as texts } from './messages.ts'
import './my-limiter.css'

export function WhoseLimiter() {
  const live = usePlaygroundState(({ live }) => live.mine)
  const here = use(LessonContext)
  const progress = useProgress()
  const [picked, setPicked] = useState<string | null>(null)
  const [refused, setRefused] = useState('')
  const mine = live ?? unknownYet
  const running = mineAnswers(mine)
  const lesson =
    running ?? picked ?? firstChoice(mine.lessons, { here, passedAt: passedAt(progress) })
  const chosen = mine.lessons.find((one) => one.lesson === lesson)
  const note = chosen?.note

  if (mine.unavailable !== null) return <NotHere why={mine.unavailable} />

  async function choose(choice: string | null): Promise<void> {
    setRefused(await chooseLimiter(choice))
  }

  return (
    <div className="composer whose-limiter with-js">
      <RadioGroup
        legend={texts.legend}
        value={running === null ? 'workbook' : 'mine'}
        options={[
          { value: 'workbook', label: texts.workbook },
          { value: 'mine', label: texts.mine },
        ]}
        onChange={(whose) => void choose(whose === 'mine' ? lesson : null)}
      />
      <label className="field">
        <span>{texts.exercise}</span>
        <select
          value={lesson}
          onChange={({ target }) => {
            setPicked(target.value)
            if (running !== null) void choose(target.value)
          }}
        >
          {mine.lessons.map((one) => (
            <option key={one.lesson} value={one.lesson}>
              {texts.option(one, titleOf(one))}
            </option>
          ))}
        </select>
      </label>
      {chosen && !chosen.made && chosen.lesson !== here && (
        <p>
          <Link href={lessonPath({ folder: chosen.lesson })}>{texts.beginIt(chosen.number)}</Link>
        </p>
      )}
      <LimiterState
        state={mine.state}
        begun={mine.lessons.some(({ made }) => made)}
        onAgain={() => void choose(lesson)}
      />
      {running !== null && note !== undefined && <p className="quiet">{note}</p>}
      {mine.rights !== null && <p className="notice notice-warning">{mine.rights}</p>}
      {refused !== '' && (
        <p className="notice notice-lost" role="alert">
          {refused}
        </p>
      )}
      {running !== null && <LimiterConsole lines={mine.console} lesson={running} />}
    </div>
  )
}

/** Instead of a switch that would refuse each choice. */
function NotHere({ why }: { why: string }) {
  return (
    <div className="composer whose-limiter with-js">
      <p>{texts.notHere}</p>
      <p className="quiet">{why}</p>
    </div>
  )
}

const unknownYet: MyLimiter = {
  state: { is: 'off' },
  lessons: [],
  counter: null,
  console: [],
  rights: null,
  unavailable: null,
}

function titleOf({ lesson }: LiveLesson): string {
  return allLessons.find(({ folder }) => folder === lesson)?.title ?? lesson
}
