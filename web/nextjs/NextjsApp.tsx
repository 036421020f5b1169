// The Next.js app of lesson 7: what it is doing, and the button that starts it.
import { useId } from 'react'
import { CopyButton } from '../ui/CopyButton.tsx'
import { nextjsMessages as texts } from './messages.ts'
import { type Seen, useNextjs } from './useNextjs.ts'

export function NextjsApp() {
  const id = useId()
  const { seen, busy, change } = useNextjs()
  const state = seen !== null && typeof seen !== 'string' ? seen : null
  const runs = state?.is === 'running' || busy
  const stopping = state?.is === 'stopping'
  return (
    <section className="nextjs-app" aria-labelledby={id}>
      <p className="aside-title" id={id}>
        {texts.title}
      </p>
      <p className="notice without-js">{texts.needsJavaScript}</p>
      <div className="with-js nextjs-state" role="status">
        <p>{sentence(seen)}</p>
      </div>
      {state?.is === 'installing' && (
        <progress aria-label={texts.packages} value={state.packages} max={state.of} />
      )}
      {(state?.is === 'building' || state?.is === 'starting') && (
        <progress aria-label={texts.state(state)} />
      )}
      {state?.is === 'failed' && state.lastLines.length > 0 && (
        <pre className="nextjs-last-lines" role="note" aria-label={texts.lastLines}>
          {state.lastLines.join('\n')}
        </pre>
      )}
      {state && (
        <div className="nextjs-actions">
          {state.is === 'running' && (
            <a className="button button-primary" href={state.url} target="_blank" rel="noreferrer">
              {texts.open(state.url)} <span className="visually-hidden">{texts.newTab}</span>
            </a>
          )}
          {runs ? (
            <button
              type="button"
              className="button"
              aria-disabled={stopping}
              onClick={() => !stopping && void change('stopped')}
            >
              {texts.stop}
            </button>
          ) : (
            <button
              type="button"
              className="button button-primary"
              onClick={() => void change('started')}
            >
              {texts.start}
            </button>
          )}
        </div>
      )}
      {!runs && seen !== 'not here' && (
        <div className="nextjs-terminal with-js">
          <span className="quiet">{texts.terminal}</span>
          <div className="command">
            <code>{texts.command}</code>
            <CopyButton text={texts.command} label={texts.copy} />
          </div>
        </div>
      )}
    </section>
  )
}

function sentence(seen: Seen): string {
  if (seen === null) return texts.asking
  if (seen === 'not here') return texts.notHere
  if (seen === 'unreachable') return texts.unreachable
  return texts.state(seen)
}
