// A difference as lines: told apart by their sign first, by colour second.
import { useMemo } from 'react'
import { ScrollRegion } from '../ui/ScrollRegion.tsx'
import { type DiffLine, diffTexts } from './diff-lines.ts'
import { exerciseMessages } from './messages.ts'

const text = exerciseMessages.solution
const signs = { same: ' ', removed: '−', added: '+' }

export function DiffView({ name, before, after }: { name: string; before: string; after: string }) {
  const lines = useMemo(() => diffTexts(before, after), [before, after])
  if (lines.length === 0) return <p className="quiet">{text.same}</p>
  return (
    <ScrollRegion className="diff" label={text.label(name)}>
      <table aria-label={text.label(name)}>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{text.columns.line}</span>
            </th>
            <th scope="col">
              <span className="visually-hidden">{text.columns.change}</span>
            </th>
            <th scope="col">
              <span className="visually-hidden">{text.columns.text}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <DiffRow key={keyOf(line)} line={line} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function DiffRow({ line }: { line: DiffLine }) {
  if (line.is === 'skipped') {
    return (
      <tr className="diff-skipped">
        <td colSpan={3}>{text.skipped(line.count)}</td>
      </tr>
    )
  }
  const change = line.is === 'same' ? null : text[line.is]
  return (
    <tr className={`diff-${line.is}`}>
      <td className="diff-number">{line.after ?? line.before}</td>
      <td className="diff-sign">
        <span aria-hidden="true">{signs[line.is]}</span>
        {change && <span className="visually-hidden">{change}: </span>}
      </td>
      <td className="diff-text">
        <code>{line.text}</code>
      </td>
    </tr>
  )
}

function keyOf(line: DiffLine): string {
  return line.is === 'skipped' ? `skipped ${line.from}` : `${line.before} ${line.after}`
}
