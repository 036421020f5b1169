import { ScrollRegion } from '../../ui/ScrollRegion.tsx'
import { readLog } from './failure-log.ts'
import type { FailureState } from './failure-state.ts'
import { failureLabMessages as texts } from './messages.ts'

const most = 100

/** The run in words, the newest first. */
export function FailureLog({ state }: { state: FailureState }) {
  const entries = readLog(state).slice(-most).reverse()
  return (
    <section className="failure-log" aria-label={texts.log}>
      <p className="title">{texts.log}</p>
      {entries.length === 0 && <p className="quiet">{texts.logEmpty}</p>}
      <ScrollRegion className="failure-log-scroll" label={texts.log}>
        <ol>
          {entries.map((entry) => (
            <li key={`${entry.at} ${texts.logLine(entry)}`} data-what={entry.what}>
              <span className="failure-log-time">{texts.logTime(entry.at)}</span>{' '}
              {texts.logLine(entry)}
            </li>
          ))}
        </ol>
      </ScrollRegion>
    </section>
  )
}
