// A counter that loses its expiry, or whose expiry is pushed forward for ever, beside one that is repaired: the same
// requests on both, drawn as they are counted.
import { type FormEvent, useMemo, useState } from 'react'
import { ttlDefaults, ttlVersions } from '../../../server/labs/ttl/bounds.ts'
import type { TtlEvent, TtlTrouble } from '../../../server/labs/ttl/contract.ts'
import { Code } from '../../editor/Code.tsx'
import { timelineMessages } from '../../ui/timeline/messages.ts'
import { TimelineFigure } from '../../ui/timeline/TimelineFigure.tsx'
import { RunControls } from '../RunControls.tsx'
import { useRun } from '../useRun.ts'
import ExpireOnEveryHit from './expire-on-every-hit.mdx'
import ExpireOnFirst from './expire-on-first.mdx'
import { ttlMessages as texts } from './messages.ts'
import Repaired from './repaired.mdx'
import { TtlFields } from './TtlFields.tsx'
import { TtlTally, verdicts } from './TtlResult.tsx'
import { readTtl } from './ttl-state.ts'
import './ttl.css'

const { limit, windowSeconds, seconds: runSeconds } = ttlDefaults
const policy = { limit, windowSeconds }

export default function TtlLab() {
  const run = useRun<TtlEvent>('ttl')
  const [trouble, choose] = useState<TtlTrouble>(ttlDefaults.trouble)
  const [everyMs, setEveryMs] = useState<number>(ttlDefaults.everyMs)
  /** The trouble of the run that is drawn; the choice in the form may change meanwhile. */
  const [ran, setRan] = useState<TtlTrouble>(ttlDefaults.trouble)
  const [refused, setRefused] = useState<string | null>(null)
  const view = useMemo(() => readTtl(run.data, policy), [run.data])
  const running = run.state === 'running'
  const done = !running && view.events.length > 0
  const verdict = done ? verdicts(view, ran, policy.limit) : []

  function start(event: FormEvent): void {
    event.preventDefault()
    setRan(trouble)
    setRefused(null)
    void run.start({ trouble, everyMs, seconds: runSeconds, ...policy })
  }

  return (
    <div className="ttl">
      <p className="ttl-lead">{texts.lead}</p>
      <form className="ttl-form" onSubmit={start}>
        <TtlFields trouble={trouble} onTrouble={choose} everyMs={everyMs} onEveryMs={setEveryMs} />
        <p className="quiet">{texts.policy(policy.limit, policy.windowSeconds)}</p>
        <RunControls
          run={run}
          startLabel={texts.start}
          againLabel={texts.again}
          progress={{
            done: Math.min(1, view.atMs / (runSeconds * 1000)),
            label: texts.progress(view.atMs, runSeconds),
          }}
        >
          {running && ran !== 'every-hit' && (
            <button
              type="button"
              className="button"
              title={texts.expireHint}
              onClick={() => {
                run.act({ do: 'expire' }).then(
                  () => setRefused(null),
                  (error: unknown) => setRefused(String(error)),
                )
              }}
            >
              {texts.expire}
            </button>
          )}
        </RunControls>
        {refused && <p className="notice notice-warning">{refused}</p>}
      </form>
      {view.events.length === 0 ? (
        <p className="quiet">{texts.nothingYet}</p>
      ) : (
        <>
          <TimelineFigure
            label={texts.figureLabel}
            events={view.events}
            windows={view.windows}
            lanes={ttlVersions.map((id) => ({
              id,
              title: texts.versions[id],
              ...(view.keys && { note: view.keys[id] }),
            }))}
            from={0}
            to={runSeconds * 1000}
            {...(running && { now: view.atMs })}
            rows={6}
          />
          {view.notes.length > 0 && (
            <section className="ttl-notes" aria-label={texts.notesTitle}>
              <p className="ttl-title">{texts.notesTitle}</p>
              <ol>
                {view.notes.map(({ atMs, text }) => (
                  <li key={`${atMs} ${text}`}>
                    <span className="quiet">{texts.at(atMs)}</span> <code>{text}</code>
                  </li>
                ))}
              </ol>
            </section>
          )}
          <TtlTally view={view} />
          <div className="ttl-verdict" role="status">
            {verdict.map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </div>
          {done && <p className="quiet">{texts.cleanedUp}</p>}
          {ran === 'bad-expire' && <p className="quiet">{texts.badWindowNote}</p>}
          <details className="ttl-text">
            <summary>{texts.asText}</summary>
            <ol>
              {view.events.map(({ at, lane, kind, label }) => (
                <li key={`${lane} ${at}`}>
                  {texts.line(
                    texts.at(at),
                    lane === 'naive' ? texts.versions.naive : texts.versions.repaired,
                    timelineMessages.kinds[kind],
                    label ?? '',
                  )}
                </li>
              ))}
            </ol>
          </details>
        </>
      )}
      <TtlCode trouble={trouble} />
    </div>
  )
}

/** The two files that run, beside each other. */
function TtlCode({ trouble }: { trouble: TtlTrouble }) {
  const Naive = trouble === 'every-hit' ? ExpireOnEveryHit : ExpireOnFirst
  return (
    <section className="ttl-code" aria-label={texts.codeTitle}>
      <div>
        <p className="ttl-title">{texts.versions.naive}</p>
        <Naive components={{ Code }} />
      </div>
      <div>
        <p className="ttl-title">{texts.versions.repaired}</p>
        <Repaired components={{ Code }} />
      </div>
    </section>
  )
}
