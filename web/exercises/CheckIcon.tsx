import type { CheckState } from '../../server/exercises/contract.ts'
import { Shape, type ShapeKind } from '../ui/Shape.tsx'

const shapes: Record<CheckState | 'checking' | 'unknown', ShapeKind | 'stopped'> = {
  passed: 'allowed',
  wrong: 'rejected',
  stuck: 'stopped',
  infrastructure: 'failed',
  inconclusive: 'failed',
  'not run': 'free',
  checking: 'waiting',
  unknown: 'free',
}

/** The shapes of the live part, and two bars for what was stopped. */
export function CheckIcon({ state }: { state: CheckState | 'checking' | 'unknown' }) {
  const shape = shapes[state]
  if (shape !== 'stopped') return <Shape kind={shape} />
  return (
    <svg className="shape shape-rejected" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M5.5 3v10M10.5 3v10" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round" />
    </svg>
  )
}
