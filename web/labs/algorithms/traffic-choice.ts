// Which traffic is chosen: a preset, one composed by hand, or what the page has sent.
import { noTraffic, type PresetName, preset, type Slots, toArrivals } from './traffic.ts'

export type Traffic =
  | { from: PresetName | 'hand'; slots: Slots }
  | { from: 'recorded'; arrivals: number[] }

export function firstTraffic(limit: number): Traffic {
  return { from: 'boundary', slots: preset('boundary', { limit }) }
}

/** A preset is made for a limit, so with another limit it is made anew. What is random or one's own stays. */
export function followLimit(traffic: Traffic, limit: number): Traffic {
  if (traffic.from === 'recorded' || traffic.from === 'hand' || traffic.from === 'random') {
    return traffic
  }
  return { from: traffic.from, slots: preset(traffic.from, { limit }) }
}

/** What the strip shows: a recording is no strip, so composing after it starts anew. */
export function slotsOf(traffic: Traffic): Slots {
  return traffic.from === 'recorded' ? noTraffic : traffic.slots
}

export function arrivalsOf(traffic: Traffic, windowSeconds: number): number[] {
  return traffic.from === 'recorded' ? traffic.arrivals : toArrivals(traffic.slots, windowSeconds)
}
