// Figure, text log, table: tabs as the pattern has them. Source: https://www.w3.org/WAI/ARIA/apg/patterns/tabs/
import type { KeyboardEvent } from 'react'
import { timelineMessages } from '../../ui/timeline/messages.ts'

const tabs = ['figure', 'log', 'table'] as const
export type TimelineTab = (typeof tabs)[number]

export function TimelineTabs({
  tab,
  onTab,
  panelId,
}: {
  tab: TimelineTab
  onTab: (tab: TimelineTab) => void
  panelId: string
}) {
  function move(event: KeyboardEvent): void {
    const at = tabs.indexOf(tab)
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
    onTab(next)
    document.getElementById(`${panelId}-${next}`)?.focus()
  }

  return (
    <div className="timeline-tabs" role="tablist" aria-label={timelineMessages.tabsLabel}>
      {tabs.map((each) => (
        <button
          key={each}
          type="button"
          role="tab"
          id={`${panelId}-${each}`}
          aria-selected={each === tab}
          aria-controls={panelId}
          tabIndex={each === tab ? 0 : -1}
          onClick={() => onTab(each)}
          onKeyDown={move}
        >
          {timelineMessages.tabs[each]}
        </button>
      ))}
    </div>
  )
}
