import { Shape, type ShapeKind } from './Shape.tsx'

/** `used` is within the limit, `over` above it. */
type Count = { policy: { limit: number } | null; used: number; over: number }

const mostCells = 20
const mostOver = 7

/** A small limit as cells that fill, what went over it as struck circles behind them; a large one as a bar. */
export function Cells({ counter, label }: { counter: Count; label: string }) {
  const limit = counter.policy?.limit ?? 0
  if (limit > mostCells) return <CountBar counter={counter} limit={limit} label={label} />
  const over = Math.min(counter.over, mostOver)
  const cells = Array.from({ length: limit + over }, (_, place) => ({
    place,
    kind: kindOf(place, counter.used, limit),
  }))
  return (
    <div className="cells" role="img" aria-label={label} data-many={cells.length > 10 || undefined}>
      {cells.map(({ place, kind }) => (
        <Shape key={`${place} ${kind}`} kind={kind} />
      ))}
      {counter.over > mostOver && <span className="cells-more">+{counter.over - mostOver}</span>}
    </div>
  )
}

function kindOf(place: number, used: number, limit: number): ShapeKind {
  if (place >= limit) return 'rejected'
  return place < used ? 'allowed' : 'free'
}

function CountBar({ counter, limit, label }: { counter: Count; limit: number; label: string }) {
  return (
    <svg className="count-bar" viewBox="0 0 100 1" preserveAspectRatio="none" role="img">
      <title>{label}</title>
      <rect className="count-bar-used" width={(100 * counter.used) / limit} height="1" />
    </svg>
  )
}
