// One traffic, five algorithms, side by side on one time axis. Each decision is the script's own answer.
import { type FormEvent, useEffect, useMemo, useState } from 'react'
import {
  algorithmsBounds as bounds,
  algorithmsDefaults as firstPolicy,
} from '../../../server/labs/algorithms/bounds.ts'
import type { AlgorithmsEvent } from '../../../server/labs/algorithms/contract.ts'
import { algorithmTitle } from '../../../server/limiter/algorithms/algorithms.ts'
import { NumberField } from '../../ui/form/NumberField.tsx'
import { readNumberFields } from '../../ui/form/number-fields.ts'
import { TimelineFigure } from '../../ui/timeline/TimelineFigure.tsx'
import { RunControls } from '../RunControls.tsx'
import { useRun } from '../useRun.ts'
import { AlgorithmsResults } from './AlgorithmsResults.tsx'
import { readAlgorithms } from './algorithms-state.ts'
import { algorithmsMessages as texts } from './messages.ts'
import { TrafficComposer } from './TrafficComposer.tsx'
import { arrivalsOf, firstTraffic, followLimit, type Traffic } from './traffic-choice.ts'

export default function AlgorithmsLab() {
  const run = useRun<AlgorithmsEvent>('algorithms')
  const [fields, setFields] = useState({
    limit: `${firstPolicy.limit}`,
    windowSeconds: `${firstPolicy.windowSeconds}`,
  })
  /** The last numbers that were in bounds: what the strip is drawn by. */
  const [policy, setPolicy] = useState(firstPolicy)
  const [traffic, setTraffic] = useState<Traffic>(firstTraffic(firstPolicy.limit))
  /** What the shown run was started with. */
  const [ran, setRan] = useState(firstPolicy)
  const [empty, setEmpty] = useState(false)
  const windowMs = ran.windowSeconds * 1000
  const view = useMemo(
    () => readAlgorithms(run.data, windowMs, texts.windowLabel),
    [run.data, windowMs],
  )
  const running = run.state === 'running'
  const elapsedMs = useElapsed(running && view.requests.length > 0)
  const lastsMs = view.run?.lastsMs ?? 0

  function onField(name: keyof typeof firstPolicy, text: string): void {
    const next = { ...fields, [name]: text }
    setFields(next)
    const read = readNumberFields(next, bounds)
    if ('wrong' in read) return
    setPolicy(read.values)
    setTraffic(followLimit(traffic, read.values.limit))
  }

  function start(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    const read = readNumberFields(fields, bounds)
    if ('wrong' in read) {
      event.currentTarget.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus()
      return
    }
    const arrivals = arrivalsOf(traffic, read.values.windowSeconds)
    setEmpty(arrivals.length === 0)
    if (arrivals.length === 0) return
    setRan(read.values)
    void run.start({ ...read.values, arrivals })
  }

  return (
    <div className="algorithms">
      <p className="race-lead">{texts.lead}</p>
      <form className="algorithms-form" noValidate onSubmit={start}>
        <div className="lab-fields">
          <NumberField
            label={texts.fields.limit}
            text={fields.limit}
            bounds={bounds.limit}
            onText={(text) => onField('limit', text)}
          />
          <NumberField
            label={texts.fields.windowSeconds}
            unit={texts.seconds}
            hint={texts.shorter}
            text={fields.windowSeconds}
            bounds={bounds.windowSeconds}
            onText={(text) => onField('windowSeconds', text)}
          />
        </div>
        <TrafficComposer
          traffic={traffic}
          policy={policy}
          onTraffic={(next) => {
            setTraffic(next)
            setEmpty(false)
          }}
        />
        <RunControls
          run={run}
          startLabel={texts.start}
          againLabel={texts.again}
          progress={{
            done: view.run ? view.requests.length / view.run.requests : 0,
            label: view.run
              ? texts.progress(
                  view.requests.length,
                  view.run.requests,
                  Math.max(0, lastsMs - (elapsedMs ?? 0)),
                )
              : texts.starting,
          }}
        />
        <p role="alert" className="number-field-error">
          {empty && texts.none}
        </p>
      </form>
      {view.run ? (
        <>
          <TimelineFigure
            label={texts.figure}
            events={view.events}
            windows={view.windows}
            lanes={view.rows.map((row) => ({
              id: row.algorithm,
              title: algorithmTitle(row.algorithm),
              note: texts.lane(row),
            }))}
            from={-0.01 * Math.max(lastsMs, windowMs)}
            to={1.04 * Math.max(lastsMs, windowMs)}
            origin={0}
            {...(elapsedMs !== null && { now: Math.min(elapsedMs, lastsMs) })}
          />
          <AlgorithmsResults view={view} limit={ran.limit} windowSeconds={ran.windowSeconds} />
        </>
      ) : (
        <p className="quiet">{texts.notYet}</p>
      )}
      <p className="visually-hidden" role="status">
        {run.state === 'ended' && texts.summary(view.rows, ran.windowSeconds)}
      </p>
    </div>
  )
}

/** Milliseconds since `running` became true, counted on ten times a second; null while it is false. */
function useElapsed(running: boolean): number | null {
  const [elapsedMs, setElapsedMs] = useState<number | null>(null)
  useEffect(() => {
    if (!running) return
    const startedAt = performance.now()
    const everyMs = matchMedia('(prefers-reduced-motion: reduce)').matches ? 1000 : 100
    const timer = setInterval(() => setElapsedMs(performance.now() - startedAt), everyMs)
    return () => {
      clearInterval(timer)
      setElapsedMs(null)
    }
  }, [running])
  return elapsedMs
}
