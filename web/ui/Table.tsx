import type { ReactNode } from 'react'
import { ScrollRegion } from './ScrollRegion.tsx'

export type TableRow = {
  key: string
  cells: ReactNode[]
  /** Marks the row for the style sheet. */
  className?: string | undefined
  'data-changed'?: boolean | undefined
}

/** A table that scrolls in its own box when it is wider than the page. */
export function Table({
  label,
  head,
  rows,
  className,
  scroll = 'table-scroll',
  named = true,
  textColumns = false,
}: {
  /** The accessible name. */
  label: string
  head: string[]
  rows: TableRow[]
  className?: string
  /** The class of the box around it. */
  scroll?: string
  /** The first cell of a row is its name. */
  named?: boolean
  /** The other columns hold text, not numbers. */
  textColumns?: boolean
}) {
  const text = textColumns ? 'text' : undefined
  return (
    <ScrollRegion className={scroll} label={label}>
      <table className={className} aria-label={label}>
        <thead>
          <tr>
            {head.map((title, i) => (
              <th scope="col" key={title} className={i > 0 ? text : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells, ...marks }) => (
            <tr key={key} {...marks}>
              {cells.map((cell, i) =>
                named && i === 0 ? (
                  <th scope="row" key={head[i]}>
                    {cell}
                  </th>
                ) : (
                  <td key={head[i]} className={text}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
