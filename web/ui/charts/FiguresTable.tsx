import { ScrollRegion } from '../ScrollRegion.tsx'
import { chartMessages } from './messages.ts'
import './charts.css'

export type FiguresTableProps = {
  title: string
  /** What the rows are. */
  rowName: string
  columns: string[]
  rows: { name: string; cells: string[] }[]
}

/** The figures of a chart for those who do not look at it, or want to know exactly. */
export function FiguresTable({ title, rowName, columns, rows }: FiguresTableProps) {
  return (
    <details className="chart-figures">
      <summary>{chartMessages.asTable(title)}</summary>
      <ScrollRegion className="chart-table" label={title}>
        <table className="figures">
          <caption className="visually-hidden">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{rowName}</th>
              {columns.map((column) => (
                <th scope="col" key={column}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, cells }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {columns.map((column, i) => (
                  <td key={column}>{cells[i]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </details>
  )
}
