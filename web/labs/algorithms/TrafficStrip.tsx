// Traffic composed by hand: a column for each slot of time, as high as its requests are many.
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { algorithmsMessages as texts } from './messages.ts'
import { mostPerSlot, type Slots, slotCount, slotsPerWindow, withSlot } from './traffic.ts'

export function TrafficStrip({
  slots,
  windowSeconds,
  onSlots,
}: {
  slots: Slots
  windowSeconds: number
  onSlots: (slots: Slots) => void
}) {
  const id = useId()
  const [current, setCurrent] = useState(0)
  const columns = useRef<(HTMLElement | null)[]>([])
  const count = slots[current] ?? 0
  const secondsOf = (slot: number) => (slot * windowSeconds) / slotsPerWindow
  const change = (slot: number, to: number) => onSlots(withSlot(slots, slot, to))

  function go(slot: number): void {
    const next = Math.min(slotCount - 1, Math.max(0, slot))
    setCurrent(next)
    columns.current[next]?.focus()
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const act = keyActions[event.key]
    if (act) act({ go, set: (to) => change(current, to), current, count })
    else if (/^\d$/.test(event.key)) change(current, Number(event.key))
    else return
    event.preventDefault()
  }

  const firstSlot = slots.findIndex((each) => each > 0)
  return (
    <div className="stack-tight">
      <p className="quiet" id={`${id}-hint`}>
        {texts.stripHint}
      </p>
      <fieldset className="strip-columns" aria-describedby={`${id}-hint`}>
        <legend className="visually-hidden">{texts.strip}</legend>
        {slots.map((each, slot) => (
          // A spinbutton: up and down change it, so that left and right are free to go through time.
          <div
            // The strip always has the same slots in the same order.
            key={secondsOf(slot)}
            ref={(element) => {
              columns.current[slot] = element
            }}
            className="strip-slot"
            role="spinbutton"
            tabIndex={slot === current ? 0 : -1}
            aria-label={texts.slotName(secondsOf(slot))}
            aria-valuemin={0}
            aria-valuemax={mostPerSlot}
            aria-valuenow={each}
            aria-valuetext={texts.slot(secondsOf(slot), each)}
            data-current={slot === current || undefined}
            onFocus={() => setCurrent(slot)}
            onKeyDown={onKeyDown}
            onClick={() => {
              setCurrent(slot)
              change(slot, each + 1)
            }}
          >
            {each > 0 && <span className="strip-count">{each}</span>}
            <span className="strip-bar" style={{ height: `${(each / mostPerSlot) * 100}%` }} />
          </div>
        ))}
        {firstSlot >= 0 && <WindowMark slot={firstSlot} label={texts.opens} />}
        {firstSlot >= 0 && firstSlot + slotsPerWindow <= slotCount && (
          <WindowMark slot={firstSlot + slotsPerWindow} label={texts.ends} />
        )}
      </fieldset>
      <p className="strip-axis" aria-hidden="true">
        {[0, 1, 2, 3].map((windows) => (
          <span key={windows}>{`${windows * windowSeconds} s`}</span>
        ))}
      </p>
      <div className="row strip-stepper">
        <button
          type="button"
          aria-label={texts.earlier}
          onClick={() => setCurrent(Math.max(0, current - 1))}
        >
          ←
        </button>
        <button
          type="button"
          aria-label={texts.later}
          onClick={() => setCurrent(Math.min(slotCount - 1, current + 1))}
        >
          →
        </button>
        <output>{texts.slot(secondsOf(current), count)}</output>
        <button type="button" aria-label={texts.fewer} onClick={() => change(current, count - 1)}>
          −
        </button>
        <button type="button" aria-label={texts.more} onClick={() => change(current, count + 1)}>
          +
        </button>
      </div>
    </div>
  )
}

type KeyAction = (slot: {
  go: (slot: number) => void
  set: (count: number) => void
  current: number
  count: number
}) => void

const keyActions: Record<string, KeyAction> = {
  ArrowLeft: ({ go, current }) => go(current - 1),
  ArrowRight: ({ go, current }) => go(current + 1),
  Home: ({ go }) => go(0),
  End: ({ go }) => go(slotCount - 1),
  ArrowUp: ({ set, count }) => set(count + 1),
  ArrowDown: ({ set, count }) => set(count - 1),
  PageUp: ({ set, count }) => set(count + 5),
  PageDown: ({ set, count }) => set(count - 5),
  Delete: ({ set }) => set(0),
  Backspace: ({ set }) => set(0),
}

function WindowMark({ slot, label }: { slot: number; label: string }) {
  return (
    <span
      className="strip-mark"
      style={{ left: `${(slot / slotCount) * 100}%` }}
      aria-hidden="true"
    >
      <span>{label}</span>
    </span>
  )
}
