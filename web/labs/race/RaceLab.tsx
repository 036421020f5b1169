// Many clients count one request each at the same time, in three ways: how many were admitted, and the order of the
// commands as Valkey itself reported it.
import { type FormEvent, useId, useMemo, useState } from 'react'
import {
  raceBounds as bounds,
  raceDefaults,
  raceVersions,
} from '../../../server/labs/race/bounds.ts'
import type { RaceEvent, RaceResult, RaceVersion } from '../../../server/labs/race/contract.ts'
import { NumberField } from '../../ui/form/NumberField.tsx'
import { readNumberFields } from '../../ui/form/number-fields.ts'
import { RunControls } from '../RunControls.tsx'
import { useRun } from '../useRun.ts'
import { raceMessages as texts } from './messages.ts'
import { RaceDetail } from './RaceDetail.tsx'
import { RaceVersions } from './RaceVersions.tsx'
import { type RaceView, raceProgress, readRace } from './race-state.ts'

/** The defaults as a person would type them. */
const firstTexts = {
  clients: `${raceDefaults.clients}`,
  limit: `${raceDefaults.limit}`,
  withinMs: `${raceDefaults.withinMs}`,
  windowSeconds: `${raceDefaults.windowSeconds}`,
}

export default function RaceLab() {
  const run = useRun<RaceEvent>('race')
  const [fields, setFields] = useState(firstTexts)
  const [crash, setCrash] = useState(false)
  const [shown, setShown] = useState<RaceVersion>('get-then-set')
  const [before, setBefore] = useState<RaceView['results']>({})
  const id = useId()
  const view = useMemo(() => readRace(run.data), [run.data])
  const running = run.state === 'running'
  // While a race is on its way the last one stays, dimmed, so that nothing jumps.
  const results = running ? { ...before, ...view.results } : view.results
  const stale = (version: RaceVersion) => running && !view.results[version]

  function start(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    const read = readNumberFields(fields, bounds)
    if ('wrong' in read) {
      event.currentTarget.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus()
      return
    }
    setBefore(results)
    void run.start({ ...read.values, crash })
  }

  const field = (name: keyof typeof bounds) => ({
    label: texts.fields[name],
    text: fields[name],
    bounds: bounds[name],
    onText: (text: string) => setFields({ ...fields, [name]: text }),
  })

  return (
    <div className="race">
      <p className="race-lead">{texts.lead}</p>
      <form className="race-form" noValidate onSubmit={start}>
        <div className="lab-fields">
          <NumberField {...field('clients')} />
          <NumberField {...field('limit')} />
          <NumberField
            {...field('withinMs')}
            unit={texts.milliseconds}
            hint={texts.fields.withinHint}
          />
          <NumberField {...field('windowSeconds')} unit={texts.seconds} />
          <label className="race-crash">
            <input
              type="checkbox"
              checked={crash}
              onChange={({ target }) => setCrash(target.checked)}
            />
            <span>
              {texts.fields.crash}
              <span className="number-field-hint">{texts.fields.crashHint}</span>
            </span>
          </label>
        </div>
        <RunControls
          run={run}
          startLabel={texts.start}
          againLabel={texts.again}
          progress={{ done: raceProgress(view), label: progressLabel(view) }}
        />
      </form>
      {view.missing && <p className="notice notice-warning">{texts.unwatched(view.missing)}</p>}
      <RaceVersions
        name={id}
        shown={shown}
        onShow={setShown}
        results={results}
        stale={(version) => stale(version) && before[version] !== undefined}
      />
      <p className="visually-hidden" role="status">
        {run.state === 'ended' && summary(view.results)}
      </p>
      <RaceDetail version={shown} result={results[shown]} />
      {view.valkey && !running && <p className="quiet">{texts.place(view.valkey)}</p>}
    </div>
  )
}

function progressLabel({ progress }: RaceView): string {
  if (!progress) return texts.progress.starting
  const name = texts.versions[progress.version]
  if (progress.kind === 'racing') return texts.progress.racing(name)
  return texts.progress.connecting(name, progress.connected, progress.clients)
}

function summary(results: Partial<Record<RaceVersion, RaceResult>>): string {
  return raceVersions
    .flatMap((version) => {
      const result = results[version]
      return result ? [texts.summary(texts.versions[version], result)] : []
    })
    .join(' ')
}
