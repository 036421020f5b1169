// Tabs as the pattern has them: https://www.w3.org/WAI/ARIA/apg/patterns/tabs/
import type { KeyboardEvent, ReactNode } from 'react'

export type Tab = {
  key: string
  label: ReactNode
  /** For the style sheet, as `data-of`. */
  of?: string
}

/** The panel has the id `panelId`, and is named by the chosen tab: `aria-labelledby` is `${panelId}-tab`. */
export function Tabs<Key extends string>({
  label,
  className,
  tabs,
  chosen,
  panelId,
  onChoose,
}: {
  label: string
  className: string
  tabs: readonly (Tab & { key: Key })[]
  chosen: Key
  panelId: string
  onChoose: (key: Key) => void
}) {
  function move(event: KeyboardEvent<HTMLElement>): void {
    const at = tabs.findIndex(({ key }) => key === chosen)
    const places: Record<string, number> = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: -1,
    }
    const place = places[event.key]
    const next = place === undefined ? undefined : tabs.at(place % tabs.length)
    if (!next) return
    event.preventDefault()
    onChoose(next.key)
    const button = event.currentTarget.parentElement?.children[tabs.indexOf(next)]
    if (button instanceof HTMLElement) button.focus()
  }

  return (
    <div className={className} role="tablist" aria-label={label}>
      {tabs.map(({ key, label, of }) => (
        <button
          key={key}
          type="button"
          role="tab"
          id={key === chosen ? `${panelId}-tab` : undefined}
          aria-selected={key === chosen}
          aria-controls={panelId}
          tabIndex={key === chosen ? 0 : -1}
          onClick={() => onChoose(key)}
          onKeyDown={move}
          data-of={of}
        >
          {label}
        </button>
      ))}
    </div>
  )
}
