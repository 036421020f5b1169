import { useId } from 'react'
import './charts.css'

export type Bar = { name: string; value: number; text: string; note?: string; tone: 1 | 2 | 3 }

/** A few amounts side by side: a table whose cells are drawn as bars too, so that it reads without them. */
export function BarTable({
  title,
  nameHeader,
  valueHeader,
  bars,
}: {
  title: string
  nameHeader: string
  valueHeader: string
  bars: Bar[]
}) {
  const id = useId()
  const most = Math.max(...bars.map(({ value }) => value), Number.MIN_VALUE)
  return (
    <figure className="chart" aria-labelledby={id}>
      <figcaption id={id}>{title}</figcaption>
      <table className="bar-table" aria-labelledby={id}>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{nameHeader}</th>
            <th scope="col">{valueHeader}</th>
          </tr>
        </thead>
        <tbody>
          {bars.map(({ name, value, text, note, tone }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <span>
                  <strong>{text}</strong>
                  {note && <span className="quiet"> {note}</span>}
                </span>
                <svg
                  className={`bar chart-tone-${tone}`}
                  viewBox="0 0 100 10"
                  preserveAspectRatio="none"
                  aria-hidden="true"
                >
                  <rect className="bar-filled" width={(100 * value) / most} height="10" />
                </svg>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  )
}
