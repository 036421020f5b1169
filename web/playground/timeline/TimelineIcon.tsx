const drawings = {
  pause: 'M5 3h2.2v10H5zM8.8 3H11v10H8.8z',
  play: 'M5 2.8 12.5 8 5 13.2z',
  replay: 'M3 3h2v10H3zM13 2.8 6.2 8 13 13.2z',
  back: 'M11 2.8 4.6 8 11 13.2zM12 3h1.6v10H12z',
  forward: 'M5 2.8 11.4 8 5 13.2zM2.4 3H4v10H2.4z',
} as const

export function TimelineIcon({ name }: { name: keyof typeof drawings }) {
  return (
    <svg className="timeline-icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={drawings[name]} fill="currentColor" />
    </svg>
  )
}
