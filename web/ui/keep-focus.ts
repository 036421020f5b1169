// A control that goes away while it has the focus drops it: whoever works by keyboard would stand at the top of the page
// again, and a screen reader with them. Here what stands in its place takes it over.

const focusable =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), summary, [contenteditable="true"], [tabindex]'

/**
 * Keeps the focus inside of an element when a control there goes away: it goes to the control that comes next in there, or
 * else to the last one before it. Where something else has taken the focus by then, it stays there.
 * @param place given as `ref={keepFocus}`
 * @returns its end
 */
export function keepFocus(place: HTMLElement | null): (() => void) | undefined {
  if (!place) return undefined
  let held: Node | null = null

  const take = ({ target }: FocusEvent) => {
    held = target instanceof Node ? target : null
  }
  // Left for another control, or for none: then what goes away later was not in use. What is going away is still held.
  const leave = () =>
    queueMicrotask(() => {
      if (held?.isConnected && document.activeElement !== held) held = null
    })
  const observer = new MutationObserver((records) => {
    if (!held || held.isConnected) return
    const lost = held
    const record = records.find(({ removedNodes }) =>
      [...removedNodes].some((removed) => removed.contains(lost)),
    )
    if (!record) return
    held = null
    const { activeElement } = document
    if (activeElement === null || activeElement === document.body) nextOf(place, record)?.focus()
  })

  place.addEventListener('focusin', take)
  place.addEventListener('focusout', leave)
  observer.observe(place, { childList: true, subtree: true })
  return () => {
    place.removeEventListener('focusin', take)
    place.removeEventListener('focusout', leave)
    observer.disconnect()
  }
}

/** Among what stands beside the lost one, or else in the whole place: the next behind it, or the last before it. */
function nextOf(place: HTMLElement, { target, previousSibling }: MutationRecord) {
  const all = [...place.querySelectorAll<HTMLElement>(focusable)].filter(
    (control) => control.tabIndex >= 0 && control.checkVisibility({ visibilityProperty: true }),
  )
  const beside = all.filter((control) => target.contains(control))
  const before = previousSibling?.isConnected ? previousSibling : null
  const from = before ?? target
  const isBehind = (control: HTMLElement) =>
    (from.compareDocumentPosition(control) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 &&
    !before?.contains(control)
  const controls = beside.length > 0 ? beside : all
  return controls.find(isBehind) ?? controls.at(-1)
}
