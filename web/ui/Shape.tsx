import { memo } from 'react'

/** What became of a request: told apart by shape first, by colour second. */
export type ShapeKind = 'allowed' | 'rejected' | 'waiting' | 'free' | 'failed'

/** A row of them is drawn with every request, and hardly any has changed. */
export const Shape = memo(function Shape({ kind }: { kind: ShapeKind }) {
  return (
    <svg className={`shape shape-${kind}`} viewBox="0 0 16 16" aria-hidden="true">
      {drawings[kind]}
    </svg>
  )
})

const drawings = {
  allowed: <rect x="2" y="2" width="12" height="12" rx="2" fill="currentColor" />,
  rejected: (
    <g fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round">
      <circle cx="8" cy="8" r="5.75" />
      <path d="M4 12 12 4" />
    </g>
  ),
  waiting: (
    <rect
      x="2.5"
      y="2.5"
      width="11"
      height="11"
      rx="2"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeDasharray="0.1 3.6"
      strokeLinecap="round"
    />
  ),
  free: (
    <rect
      x="2.5"
      y="2.5"
      width="11"
      height="11"
      rx="2"
      fill="none"
      stroke="currentColor"
      strokeWidth="1"
    />
  ),
  failed: (
    <g fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round">
      <path d="M8 2.2 14.2 13.4H1.8Z" strokeLinejoin="round" />
      <path d="M8 6.4v3.2M8 11.6v.1" />
    </g>
  ),
} satisfies Record<ShapeKind, React.ReactNode>
