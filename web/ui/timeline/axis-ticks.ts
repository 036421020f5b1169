const second = 1000
const steps = [
  0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600,
  1800, 3600,
]
const roomFor = 76

/** Round moments between `from` and `to`, counted from `origin`, with room for a label at each. */
export function axisTicks({
  from,
  to,
  origin,
  width,
}: {
  from: number
  to: number
  origin: number
  width: number
}): { at: number; stepMs: number }[] {
  const least = ((to - from) * roomFor) / Math.max(roomFor, width)
  const stepMs = (steps.find((seconds) => seconds * second >= least) ?? 7200) * second
  const ticks: { at: number; stepMs: number }[] = []
  let count = Math.ceil((from - origin) / stepMs)
  for (; origin + count * stepMs <= to; count += 1)
    ticks.push({ at: origin + count * stepMs, stepMs })
  return ticks
}
