// Traffic as it is composed: a strip of slots, ten to a window, each with a number of requests.

/** Requests per slot. */
export type Slots = readonly number[]

export const slotsPerWindow = 10
export const windowsShown = 3
export const slotCount = slotsPerWindow * windowsShown
export const mostPerSlot = 20
/** The server takes no more in one run. */
export const mostRequests = 300

export const presetNames = ['boundary', 'steady', 'bursts', 'random'] as const
export type PresetName = (typeof presetNames)[number]

export const noTraffic: Slots = Array.from({ length: slotCount }, () => 0)

/** `random` gives numbers from 0 up to 1, for the preset that is different each time. */
export function preset(
  name: PresetName,
  { limit, random = Math.random }: { limit: number; random?: () => number },
): Slots {
  if (name === 'boundary') return boundaryBurst(limit)
  if (name === 'steady') return steady(limit)
  if (name === 'bursts') return noTraffic.map((_, slot) => (slot % 5 === 0 ? inOneSlot(limit) : 0))
  const average = (1.5 * limit) / slotsPerWindow
  return bounded(
    noTraffic.map(() => (random() < 0.5 ? 0 : inOneSlot(Math.round(random() * 4 * average)))),
  )
}

/**
 * One request opens the window; the rest of the limit comes just before its end, and a whole limit just after. A limit
 * that does not fit one slot takes more of them.
 */
function boundaryBurst(limit: number): Slots {
  const slots = [...noTraffic]
  slots[0] = 1
  let before = limit - 1
  for (let slot = slotsPerWindow - 1; before > 0 && slot > 0; slot -= 1) {
    slots[slot] = inOneSlot(before)
    before -= inOneSlot(before)
  }
  let after = limit
  for (let slot = slotsPerWindow; after > 0 && slot < slotCount; slot += 1) {
    slots[slot] = inOneSlot(after)
    after -= inOneSlot(after)
  }
  return bounded(slots)
}

/** Half as many again as the limit allows, evenly. */
function steady(limit: number): Slots {
  const total = Math.min(mostRequests, Math.ceil(1.5 * limit * windowsShown))
  return noTraffic.map((_, slot) =>
    inOneSlot(
      Math.floor(((slot + 1) * total) / slotCount) - Math.floor((slot * total) / slotCount),
    ),
  )
}

export function withSlot(slots: Slots, slot: number, count: number): Slots {
  const others = totalOf(slots) - (slots[slot] ?? 0)
  const most = Math.min(mostPerSlot, mostRequests - others)
  return slots.map((before, i) => (i === slot ? Math.max(0, Math.min(most, count)) : before))
}

export function totalOf(slots: Slots): number {
  return slots.reduce((sum, count) => sum + count, 0)
}

/**
 * When each request is sent, in milliseconds from the first, which opens the fixed window: so that a slot's border ten
 * slots on is that window's end. A slot's requests keep away from its borders, most of all from its end, since a timer
 * is sometimes late and never early.
 */
export function toArrivals(slots: Slots, windowSeconds: number): number[] {
  const slotMs = (windowSeconds * 1000) / slotsPerWindow
  const firstSlot = slots.findIndex((count) => count > 0)
  return slots.flatMap((count, slot) =>
    Array.from({ length: count }, (_, i) => {
      const isFirst = slot === firstSlot && i === 0
      const within = isFirst ? 0 : 0.2 + (0.4 * i) / Math.max(1, count - 1)
      return Math.round((slot - firstSlot + within) * slotMs)
    }),
  )
}

/** The last requests of a recording that fit into one run: at most `mostRequests`, at most `mostMs` long. */
export function recordedArrivals(times: readonly number[], mostMs = 30_000): number[] {
  const sorted = times.toSorted((a, b) => a - b).slice(-mostRequests)
  const last = sorted.at(-1) ?? 0
  const fitting = sorted.filter((at) => last - at <= mostMs)
  const [first = 0] = fitting
  return fitting.map((at) => Math.floor(at - first))
}

function inOneSlot(count: number): number {
  return Math.min(mostPerSlot, count)
}

/** Takes from the end what is more than one run may have. */
function bounded(slots: readonly number[]): Slots {
  let left = mostRequests
  return slots.map((count) => {
    const taken = Math.min(count, left)
    left -= taken
    return taken
  })
}
