import type { ReactNode } from 'react'
import { runMessages } from './run-messages.ts'
import type { Run } from './useRun.ts'
import './labs.css'

export type RunControlsProps = {
  run: Pick<Run<unknown>, 'state' | 'problem' | 'stop'>
  /** Start was pressed. Left out: the button submits the form it stands in. */
  onStart?: () => void
  startLabel?: string
  againLabel?: string
  /** How far it is, from 0 to 1, and in words; a run without an end in sight leaves it out. */
  progress?: { done: number; label: string }
  /** Further controls, beside the button. */
  children?: ReactNode
}

/** Start, or Stop while it runs; how far it is; and how it ended, with the reason when it failed. */
export function RunControls({
  run,
  onStart,
  startLabel = runMessages.start,
  againLabel = runMessages.again,
  progress,
  children,
}: RunControlsProps) {
  const { state, problem } = run
  const running = state === 'running'
  return (
    <div className="stack-tight run-controls">
      <div className="row">
        {/* One button that changes: the focus stays where it is. */}
        <button
          type={!running && !onStart ? 'submit' : 'button'}
          className={running ? 'button' : 'button button-primary'}
          onClick={(event) => {
            if (!running) return onStart?.()
            event.preventDefault()
            run.stop()
          }}
        >
          {running ? runMessages.stop : state === 'idle' ? startLabel : againLabel}
        </button>
        {children}
        {running && progress && (
          <span className="row run-progress">
            <progress value={progress.done} max="1" aria-label={runMessages.progress} />
            <span>{progress.label}</span>
          </span>
        )}
      </div>
      <p className="run-state" role="status">
        {running && !progress && runMessages.running}
        {state === 'ended' && runMessages.ended}
        {state === 'stopped' && !problem && runMessages.stopped}
        {(state === 'failed' || state === 'stopped') && problem && (
          <span className="notice run-problem">
            <strong>{problem.title}.</strong> {problem.detail}
          </span>
        )}
      </p>
    </div>
  )
}
