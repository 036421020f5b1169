// Time to the answer of each request of a lane, on a logarithmic scale from 1 ms to 100 s.

import type { LabRequest } from './lab-request.ts'
import { failureLabMessages as texts } from './messages.ts'

const width = 600
const height = 120
const decades = [1, 10, 100, 1000, 10_000, 100_000]

type Props = { label: string; requests: LabRequest[]; from: number; to: number; now: number }

export function LatencyFigure({ label, requests, from, to, now }: Props) {
  const x = (at: number) => ((at - from) / (to - from)) * width
  return (
    <figure className="latency-figure">
      <figcaption>{label}</figcaption>
      <div className="latency-scale">
        <ol className="latency-axis" aria-hidden="true">
          {decades.map((ms) => (
            <li key={ms} style={{ bottom: `${(1 - y(ms) / height) * 100}%` }}>
              {texts.ms(ms)}
            </li>
          ))}
        </ol>
        <svg
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={label}
        >
          {decades.map((ms) => (
            <line key={ms} className="latency-grid" x1="0" x2={width} y1={y(ms)} y2={y(ms)} />
          ))}
          {requests.map((request) => {
            const tookMs = request.tookMs ?? now - request.at
            return (
              <line
                key={request.id}
                className={`latency-bar latency-${request.fate}`}
                x1={x(request.at)}
                x2={x(request.at)}
                y1={height}
                y2={y(tookMs)}
              />
            )
          })}
        </svg>
      </div>
    </figure>
  )
}

function y(ms: number): number {
  const share = Math.log10(Math.min(100_000, Math.max(1, ms))) / 5
  return height - 2 - share * (height - 4)
}
