// The whole room's requests, a column a second: what got through from the line up, what was refused from it down, so that
// they differ without colour.
import type { TrafficSecond } from '../../server/room/contract.ts'
import { boardMessages } from './board/messages.ts'
import './room.css'

const text = boardMessages.traffic
const seconds = 120
const step = 5
const half = 24

/** `now` is on Valkey's clock. */
export function RoomTraffic({ traffic, now }: { traffic: TrafficSecond[]; now: number }) {
  const from = Math.floor(now / 1000) * 1000 - seconds * 1000
  const shown = traffic.filter(({ at }) => at > from)
  const most = Math.max(4, ...shown.flatMap(({ allowed, refused }) => [allowed, refused]))
  const allowed = shown.reduce((sum, second) => sum + second.allowed, 0)
  const refused = shown.reduce((sum, second) => sum + second.refused, 0)
  const height = (count: number) => (count === 0 ? 0 : Math.max(2, (count / most) * (half - 1)))
  return (
    <figure className="room-traffic">
      <figcaption>
        <span>{text.title}</span>
        <span className="room-traffic-key">
          <span className="traffic-allowed">
            ▲ {text.allowed} {allowed.toLocaleString('en-GB')}
          </span>
          <span className="traffic-refused">
            ▼ {text.refused} {refused.toLocaleString('en-GB')}
          </span>
        </span>
      </figcaption>
      <svg
        viewBox={`0 0 ${seconds * step} ${2 * half}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={shown.length === 0 ? text.none : text.label(allowed, refused)}
      >
        <path className="traffic-line" d={`M0 ${half}H${seconds * step}`} />
        {shown.map((second) => {
          const x = ((second.at - from) / 1000 - 1) * step
          return (
            <g key={second.at}>
              <rect
                className="traffic-allowed"
                x={x}
                width={step - 1}
                y={half - height(second.allowed)}
                height={height(second.allowed)}
              />
              <rect
                className="traffic-refused"
                x={x}
                width={step - 1}
                y={half}
                height={height(second.refused)}
              />
            </g>
          )
        })}
      </svg>
    </figure>
  )
}
