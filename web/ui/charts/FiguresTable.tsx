import { Table } from '../Table.tsx'

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
      <Table
        className="figures"
        scroll="chart-table"
        label={title}
        head={[rowName, ...columns]}
        rows={rows.map(({ name, cells }) => ({ key: name, cells: [name, ...cells] }))}
      />
    </details>
  )
}

const chartMessages = {
  /** For people who see the chart above it, only the first words. */
  asTable: (title: string) => `As a table: ${title}`,
}
