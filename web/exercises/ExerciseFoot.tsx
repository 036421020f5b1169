import { ScrollRegion } from '../ui/ScrollRegion.tsx'
import type { ExerciseState } from './exercise-state.ts'
import { exerciseMessages as text } from './messages.ts'

/** Whether saved files are followed, where they are, and how the runs so far went, the newest first. */
export function ExerciseFoot({ state: { facts, line, runs } }: { state: ExerciseState }) {
  return (
    <div className="exercise-foot">
      <span className="exercise-line" data-line={line.is}>
        <span className="badge-dot" aria-hidden="true" />
        {text.line[line.is]}
      </span>
      {line.is === 'live' && facts?.made && <span>{text.line.liveMeans}</span>}
      {facts?.made && (
        <span>
          {text.files.path} <code>{facts.folder}/</code>
        </span>
      )}
      {runs.length > 0 && (
        <ol className="exercise-runs" aria-label={text.foot.runs}>
          {runs.slice(0, 5).map((run) => (
            <li key={run.at} data-state={run.state}>
              <time dateTime={run.at}>{new Date(run.at).toLocaleTimeString('en-GB')}</time>{' '}
              {text.foot.run(
                text.checks.states[run.state],
                run.checks.filter(({ state }) => state === 'passed').length,
                run.checks.length,
                run.tookMs,
              )}
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}

/** What the learner's code wrote to its console in the newest run, folded away; nothing when it wrote nothing. */
export function ConsoleOutput({ output }: { output: string }) {
  const written = output.trimEnd()
  if (written === '') return <div />
  return (
    <details className="exercise-console">
      <summary>{text.console(written.split('\n').length)}</summary>
      <ScrollRegion className="exercise-output" label={text.consoleLabel}>
        <pre>{written}</pre>
      </ScrollRegion>
    </details>
  )
}
