// The limiter's own file, with the lines marked that ran for this reply.
import { limiterScripts } from 'virtual:limiter-scripts'
import type { LineRange, ScriptRun } from '../../../server/inspector/contract.ts'
import type { ListedLine } from '../../editor/listed-line.ts'
import { codeMessages } from '../../ui/messages.ts'
import { ScrollRegion } from '../../ui/ScrollRegion.tsx'
import { useHighlight } from './useHighlight.ts'
import { wayMessages } from './way-messages.ts'

export function LuaLines({ runs }: { runs: ScriptRun[] }) {
  const { lines } = wayMessages
  const assumes = runs.some(({ file }) => file.includes('/algorithms/'))
  return (
    <div className="lua-lines" {...useHighlight('script')}>
      <p className="lua-title">{lines.title}</p>
      {runs.map((run) => (
        <Listing key={`${run.file} ${run.policy}`} run={run} />
      ))}
      {assumes && <p className="quiet">{lines.assumption}</p>}
    </div>
  )
}

function Listing({ run: { file, policy, ran, perhaps } }: { run: ScriptRun }) {
  const { lines } = wayMessages
  const listed = limiterScripts[file]
  if (!listed) return <p className="notice">{lines.unknown(file)}</p>
  return (
    <figure className="code lua-listing">
      <figcaption>
        <span className="code-label">
          <span className="code-file">{file}</span>
          {policy !== undefined && <span className="code-title">{lines.forPolicy(policy)}</span>}
          <span className="lua-ran">
            {lines.ran(inWords(ran))} {perhaps.length > 0 && lines.perhaps(inWords(perhaps))}
          </span>
        </span>
      </figcaption>
      <ScrollRegion className="code-scroll" label={codeMessages.listing(file)}>
        <pre>
          <code>
            {listed.map((line) => (
              <Line key={line.number} line={line} mark={markOf(line.number, ran, perhaps)} />
            ))}
          </code>
        </pre>
      </ScrollRegion>
    </figure>
  )
}

function Line({ line: { number, tokens }, mark }: { line: ListedLine; mark: string }) {
  return (
    <span className={`line ${mark}`} data-line={number}>
      {tokens.map(([column, text, className]) => (
        <span key={column} className={className}>
          {text}
        </span>
      ))}
      {'\n'}
    </span>
  )
}

function markOf(number: number, ran: LineRange[], perhaps: LineRange[]): string {
  const within = (ranges: LineRange[]) =>
    ranges.some(([first, last]) => number >= first && number <= last)
  return within(ran) ? 'marked' : within(perhaps) ? 'marked-perhaps' : ''
}

function inWords(ranges: LineRange[]): string {
  return ranges.map(([first, last]) => (first === last ? first : `${first}–${last}`)).join(', ')
}
