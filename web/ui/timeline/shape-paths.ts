// The shapes of one lane as four paths, one for each kind: a change of 300 points is then four attributes, whatever
// they are. The same drawings as Shape.tsx has.
import { type LaneLayout, shapeSize, shapeY } from './figure-layout.ts'
import type { TimelineEvent } from './timeline-figure.ts'

export type ShapePaths = Record<TimelineEvent['kind'], string>

export function shapePaths(lane: LaneLayout): ShapePaths {
  const paths = { allowed: '', rejected: '', failed: '', waiting: '' }
  for (const { x, shapes } of lane.columns) {
    for (const [row, kind] of shapes.entries()) paths[kind] += draw[kind](x, shapeY(lane, row))
  }
  return paths
}

const half = shapeSize / 2
const px = (value: number) => value.toFixed(1)

const draw: Record<TimelineEvent['kind'], (x: number, y: number) => string> = {
  allowed: (x, y) => `M${px(x - half)} ${px(y - half)}h${shapeSize}v${shapeSize}h-${shapeSize}z`,
  rejected(x, y) {
    const radius = half - 0.7
    return `M${px(x - radius)} ${px(y)}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0M${px(x - half + 1)} ${px(y + half - 1)}l${shapeSize - 2} ${2 - shapeSize}`
  },
  failed: (x, y) =>
    `M${px(x)} ${px(y - half + 0.5)}l${half - 0.4} ${shapeSize - 1.4}h${0.8 - shapeSize}z`,
  waiting: (x, y) =>
    `M${px(x - half + 1)} ${px(y - half + 1)}h${shapeSize - 2}v${shapeSize - 2}h${2 - shapeSize}z`,
}
