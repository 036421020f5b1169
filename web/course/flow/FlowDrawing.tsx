// Three parts, the arrows between them and the two outcomes. Drawn twice: side by side, and one below the other for a
// narrow place; the sheet shows one. The list below the figure says the same in words, so this is hidden from readers.

import { type Term, useHighlight } from '../../playground/inspector/useHighlight.ts'
import type { Outcome } from './flow-of.ts'
import { flowMessages as texts } from './messages.ts'

type Props = { shown: number; outcome: Outcome | null }

type Box = { x: number; y: number; w: number; h: number }
type Arrow = { from: [number, number]; to: [number, number]; label: [number, number] }
type Layout = {
  size: [number, number]
  boxes: Record<'browser' | 'express' | 'valkey', Box>
  arrows: Record<'request' | 'call' | 'reply' | 'response', Arrow>
  outcomes: Record<'allowed' | 'limited', Box>
  decision: [number, number]
  anchor: 'middle' | 'start'
}

const wide: Layout = {
  size: [640, 236],
  boxes: {
    browser: { x: 4, y: 24, w: 142, h: 92 },
    express: { x: 249, y: 24, w: 142, h: 92 },
    valkey: { x: 494, y: 24, w: 142, h: 92 },
  },
  arrows: {
    request: { from: [150, 52], to: [241, 52], label: [197, 42] },
    response: { from: [245, 92], to: [154, 92], label: [197, 114] },
    call: { from: [395, 52], to: [486, 52], label: [442, 42] },
    reply: { from: [490, 92], to: [399, 92], label: [442, 114] },
  },
  outcomes: {
    allowed: { x: 184, y: 184, w: 128, h: 44 },
    limited: { x: 328, y: 184, w: 128, h: 44 },
  },
  decision: [378, 152],
  anchor: 'middle',
}

const narrow: Layout = {
  size: [330, 430],
  boxes: {
    browser: { x: 4, y: 4, w: 150, h: 82 },
    express: { x: 4, y: 172, w: 150, h: 82 },
    valkey: { x: 4, y: 340, w: 150, h: 82 },
  },
  arrows: {
    request: { from: [30, 90], to: [30, 164], label: [40, 132] },
    response: { from: [120, 168], to: [120, 94], label: [130, 132] },
    call: { from: [30, 258], to: [30, 332], label: [40, 300] },
    reply: { from: [120, 336], to: [120, 262], label: [130, 300] },
  },
  outcomes: {
    allowed: { x: 212, y: 160, w: 114, h: 44 },
    limited: { x: 212, y: 222, w: 114, h: 44 },
  },
  decision: [212, 148],
  anchor: 'start',
}

const order = ['request', 'call', 'reply', 'decision', 'response'] as const
const arrowTerms = {
  request: 'browser',
  call: 'script',
  reply: 'reply',
  response: 'headers',
} as const

export function FlowDrawing(props: Props) {
  return (
    <div className="flow-drawing">
      <Drawing {...props} layout={wide} className="flow-wide" />
      <Drawing {...props} layout={narrow} className="flow-narrow" />
    </div>
  )
}

function Drawing({
  shown,
  outcome,
  layout,
  className,
}: Props & { layout: Layout; className: string }) {
  const [width, height] = layout.size
  const stateOf = (step: (typeof order)[number]) => {
    const place = order.indexOf(step) + 1
    return place === shown ? 'now' : place < shown ? 'done' : 'ahead'
  }
  const { express } = layout.boxes
  return (
    <svg aria-hidden="true" className={className} viewBox={`0 0 ${width} ${height}`}>
      {(['browser', 'express', 'valkey'] as const).map((part) => (
        <Part key={part} part={part} box={layout.boxes[part]} />
      ))}
      {(['request', 'call', 'reply', 'response'] as const).map((name) => (
        <FlowArrow
          key={name}
          arrow={layout.arrows[name]}
          label={texts.arrows[name]}
          term={arrowTerms[name]}
          state={stateOf(name)}
          anchor={layout.anchor}
        />
      ))}
      <g data-term="decision" data-state={stateOf('decision')} className="flow-decision">
        {(['allowed', 'limited'] as const).map((one) => {
          const box = layout.outcomes[one]
          const lit = outcome === one && shown >= 4
          const from =
            layout.anchor === 'middle'
              ? [express.x + express.w / 2, express.y + express.h]
              : [express.x + express.w, express.y + express.h / 2]
          const to =
            layout.anchor === 'middle' ? [box.x + box.w / 2, box.y] : [box.x, box.y + box.h / 2]
          return (
            <g key={one} className={`flow-outcome flow-${one}`} data-lit-up={lit || undefined}>
              <path strokeDasharray="4 4" d={`M${from.join(' ')}L${to.join(' ')}`} />
              <rect
                x={box.x}
                y={box.y}
                width={box.w}
                height={box.h}
                rx={one === 'allowed' ? 4 : 22}
              />
              <text x={box.x + box.w / 2} y={box.y + box.h / 2 + 5}>
                {texts.outcomes[one]}
              </text>
            </g>
          )
        })}
        <text
          className="flow-label"
          x={layout.decision[0]}
          y={layout.decision[1]}
          textAnchor="start"
        >
          {texts.decision}
        </text>
      </g>
    </svg>
  )
}

function Part({ part, box }: { part: 'browser' | 'express' | 'valkey'; box: Box }) {
  const middle = box.x + box.w / 2
  return (
    <g className="flow-part" {...useHighlight(part)}>
      <rect x={box.x} y={box.y} width={box.w} height={box.h} rx="10" />
      <text x={middle} y={box.y + box.h / 2 - 3} className="flow-name">
        {texts.parts[part]}
      </text>
      <text x={middle} y={box.y + box.h / 2 + 20} className="flow-work">
        {texts.works[part]}
      </text>
    </g>
  )
}

function FlowArrow({
  arrow: { from, to, label },
  label: text,
  term,
  state,
  anchor,
}: {
  arrow: Arrow
  label: string
  term: Term
  state: string
  anchor: 'middle' | 'start'
}) {
  const [dx, dy] = [Math.sign(to[0] - from[0]), Math.sign(to[1] - from[1])]
  const tip = `M${to[0] - 9 * dx - 6 * dy} ${to[1] - 9 * dy - 6 * dx}L${to[0]} ${to[1]}L${to[0] - 9 * dx + 6 * dy} ${to[1] - 9 * dy + 6 * dx}`
  return (
    <g className="flow-way" data-state={state} {...useHighlight(term)}>
      <path d={`M${from.join(' ')}L${to.join(' ')}${tip}`} />
      <text className="flow-label" x={label[0]} y={label[1]} textAnchor={anchor}>
        {text}
      </text>
    </g>
  )
}
