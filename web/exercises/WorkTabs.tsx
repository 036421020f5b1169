// Pattern: https://www.w3.org/WAI/ARIA/apg/patterns/tabs/
import type { KeyboardEvent } from 'react'
import type { View } from './exercise-state.ts'
import type { OpenFile } from './file-state.ts'
import { exerciseMessages as text } from './messages.ts'

export function WorkTabs({
  views,
  shown,
  files,
  id,
  onShow,
}: {
  views: View[]
  shown: View
  files: OpenFile[]
  /** The id of the panel; the chosen tab's is `${id}-tab`. */
  id: string
  onShow: (view: View) => void
}) {
  function move(event: KeyboardEvent<HTMLElement>): void {
    const at = views.findIndex((view) => isSame(view, shown))
    const places: Record<string, number> = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: -1,
    }
    const place = places[event.key]
    const next = place === undefined ? undefined : views.at(place % views.length)
    if (!next) return
    event.preventDefault()
    onShow(next)
    const tabs = event.currentTarget.parentElement?.children
    const tab = tabs?.[views.indexOf(next)]
    if (tab instanceof HTMLElement) tab.focus()
  }

  return (
    <div className="exercise-tabs" role="tablist" aria-label={text.files.label}>
      {views.map((view) => {
        const chosen = isSame(view, shown)
        const edited = view.is === 'file' && files.some((one) => one.name === view.name && one.edit)
        return (
          <button
            key={view.is === 'file' ? view.name : view.is}
            type="button"
            role="tab"
            id={chosen ? `${id}-tab` : undefined}
            aria-selected={chosen}
            aria-controls={id}
            tabIndex={chosen ? 0 : -1}
            onClick={() => onShow(view)}
            onKeyDown={move}
            data-of={view.is}
          >
            {view.is === 'file' ? view.name : text.solution[view.is]}
            {edited && (
              <>
                <span aria-hidden="true"> •</span>
                <span className="visually-hidden">, {text.unsaved}</span>
              </>
            )}
          </button>
        )
      })}
    </div>
  )
}

function isSame(a: View, b: View): boolean {
  return a.is === 'file' && b.is === 'file' ? a.name === b.name : a.is === b.is
}
