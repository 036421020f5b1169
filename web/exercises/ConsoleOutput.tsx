import { ScrollRegion } from '../ui/ScrollRegion.tsx'
import { exerciseMessages as text } from './messages.ts'

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
