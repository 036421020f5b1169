// The architecture, drawn, and the newest request of this page on its way through it. One state for the drawing, the steps
// and the text: how many of the five steps are shown.
import { useEffect, useMemo, useState } from 'react'
import { usePlaygroundState } from '../../live/useLive.ts'
import { useTraces } from '../../live/useTraces.ts'
import { inspectedRequests } from '../../playground/inspector/inspected-requests.ts'
import { type Term, useHighlight } from '../../playground/inspector/useHighlight.ts'
import { TryIt } from '../TryIt.tsx'
import { FlowDrawing } from './FlowDrawing.tsx'
import { flowOf } from './flow-of.ts'
import { flowMessages as texts } from './messages.ts'
import './flow.css'

const stepMs = 650
const lastStep = 5
const terms: Term[] = ['browser', 'script', 'reply', 'decision', 'headers']

export function FlowFigure() {
  const newest = usePlaygroundState(({ answers }) => answers[0])
  const waits = usePlaygroundState(({ pending }) => pending > 0)
  const { traces } = useTraces()
  const flow = useMemo(() => {
    if (!newest) return null
    const all = inspectedRequests({ answers: [newest], traces, pending: waits })
    const found = all.find(({ logged }) => logged === newest)
    return found ? flowOf(found) : null
  }, [newest, traces, waits])
  const [step, setStep] = useState(0)
  const [playing, setPlaying] = useState(false)
  const id = newest?.id

  useEffect(() => {
    if (id === undefined) return
    // Whoever wants no motion gets the end, and goes through the steps with the buttons.
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches
    setStep(still ? lastStep : 1)
    setPlaying(!still)
  }, [id])
  useEffect(() => {
    if (!playing) return
    if (step >= lastStep) return setPlaying(false)
    const timer = setTimeout(() => setStep(step + 1), stepMs)
    return () => clearTimeout(timer)
  }, [playing, step])

  const go = (by: number) => {
    setPlaying(false)
    setStep((before) => Math.min(lastStep, Math.max(1, before + by)))
  }
  return (
    <figure className="panel flow" data-step={step}>
      <figcaption className="aside-title">{texts.title}</figcaption>
      <FlowDrawing shown={step} outcome={flow?.outcome ?? null} />
      <div className="row flow-controls with-js">
        <TryIt send={1}>{texts.send}</TryIt>
        <span className="flow-steps">
          <button
            type="button"
            className="button"
            aria-label={texts.back}
            aria-disabled={!flow || step <= 1}
            onClick={() => flow && go(-1)}
          >
            ←
          </button>
          <span>{texts.at(flow ? step : 0)}</span>
          <button
            type="button"
            className="button"
            aria-label={texts.next}
            aria-disabled={!flow || step >= lastStep}
            onClick={() => flow && go(1)}
          >
            →
          </button>
        </span>
      </div>
      <ol className="flow-log">
        {(flow?.lines ?? texts.idle).map((line, index) => (
          <FlowLine
            key={terms[index]}
            term={terms[index] ?? 'express'}
            line={line}
            state={!flow ? 'idle' : index + 1 === step ? 'now' : index < step ? 'done' : 'ahead'}
          />
        ))}
      </ol>
      <p className="quiet with-js">{flow ? texts.slowed : texts.notYet}</p>
    </figure>
  )
}

function FlowLine({ term, line, state }: { term: Term; line: string; state: string }) {
  const now = state === 'now'
  return (
    <li data-state={state} aria-current={now ? 'step' : undefined} {...useHighlight(term)}>
      {line}
    </li>
  )
}
