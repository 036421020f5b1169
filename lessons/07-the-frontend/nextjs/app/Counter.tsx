import type { Counter as Counted } from './ask-for-a-joke.ts'
import { fill, type Messages } from './messages.ts'

const mostCells = 12

/** What the newest answer said of the counter: the same number as beside the lesson. */
export function Counter({ counter, texts }: { counter: Counted; texts: Messages }) {
  if (!counter) return <p className="counter quiet">{texts.nothingYet}</p>
  const { used, limit } = counter
  const cells = limit <= mostCells ? Array.from({ length: limit }, (_, index) => index) : []
  return (
    <p className="counter">
      <span className="cells" aria-hidden="true">
        {cells.map((cell) => (
          <span key={cell} data-used={cell < used} />
        ))}
      </span>
      {fill(texts.used, counter)}
    </p>
  )
}
