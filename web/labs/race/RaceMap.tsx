import { type CSSProperties, useId, useMemo } from 'react'
import type { RaceFinish, RaceStep } from '../../../server/labs/race/contract.ts'
import { raceMessages as texts } from './messages.ts'
import type { Span } from './race-state.ts'

type Outcome = RaceFinish['outcome']

/** Admitted clients are thick bars and rejected ones thin ones, so that the difference needs no colour. */
const thickness: Record<Outcome, number> = {
  admitted: 0.86,
  rejected: 0.4,
  crashed: 0.86,
  failed: 0.86,
}

/** Many clients folded into one picture: a bar for each, from its first to its last command in Valkey's order. */
export function RaceMap({
  spans,
  steps,
  outcomeOf,
  between,
}: {
  spans: Span[]
  steps: RaceStep[]
  outcomeOf: (span: Span) => Outcome
  between: number
}) {
  const id = useId()
  const paths = useMemo(() => drawBars(spans, steps, outcomeOf), [spans, steps, outcomeOf])
  const outcomes = new Set(spans.map(outcomeOf))
  return (
    <figure className="race-map">
      <figcaption>
        <strong>{texts.map.title(spans.length)}</strong> {texts.map.hint}
      </figcaption>
      <svg
        viewBox={`0 0 ${steps.length} ${spans.length}`}
        preserveAspectRatio="none"
        style={{ '--rows': spans.length } as CSSProperties}
        role="img"
        aria-labelledby={id}
      >
        <title id={id}>{texts.map.label(spans.length, steps.length, between)}</title>
        {(['admitted', 'rejected', 'crashed'] as const).map((outcome) => (
          <g key={outcome} className={`race-map-${outcome}`}>
            <path className="race-map-span" d={paths[outcome].spans} />
            <path d={paths[outcome].commands} />
          </g>
        ))}
      </svg>
      <p className="race-map-axis">
        <span>{texts.map.first}</span>
        <span>{texts.map.last(steps.length, steps.at(-1)?.atUs ?? 0)}</span>
      </p>
      <p className="race-map-legend">
        <span className="race-map-key race-map-key-admitted">{texts.map.admitted}</span>
        {outcomes.has('rejected') && (
          <span className="race-map-key race-map-key-rejected">{texts.map.rejected}</span>
        )}
        {(outcomes.has('crashed') || outcomes.has('failed')) && (
          <span className="race-map-key race-map-key-crashed">{texts.map.crashed}</span>
        )}
      </p>
    </figure>
  )
}

type Bars = { spans: string; commands: string }

function drawBars(
  spans: readonly Span[],
  steps: readonly RaceStep[],
  outcomeOf: (span: Span) => Outcome,
): Record<'admitted' | 'rejected' | 'crashed', Bars> {
  const empty = (): Bars => ({ spans: '', commands: '' })
  const bars = { admitted: empty(), rejected: empty(), crashed: empty() }
  const rowOf = new Map(spans.map((span, row) => [span.client, { row, outcome: outcomeOf(span) }]))
  const bar = (x: number, width: number, row: number, outcome: Outcome) => {
    const height = thickness[outcome]
    return `M${x} ${row + (1 - height) / 2}h${width}v${height}h${-width}z`
  }
  const groupOf = (outcome: Outcome) => bars[outcome === 'failed' ? 'crashed' : outcome]
  spans.forEach((span, row) => {
    const outcome = outcomeOf(span)
    groupOf(outcome).spans += bar(span.from, span.to - span.from + 1, row, outcome)
  })
  steps.forEach(({ client }, place) => {
    const at = rowOf.get(client)
    if (at) groupOf(at.outcome).commands += bar(place, 1, at.row, at.outcome)
  })
  return bars
}
