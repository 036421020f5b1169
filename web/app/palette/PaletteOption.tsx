import { useEffect, useRef } from 'react'
import { paletteMessages } from './messages.ts'
import type { PaletteItem } from './palette-items.ts'

export function PaletteOption({
  id,
  item,
  active,
  onPick,
}: {
  id: string
  item: PaletteItem
  active: boolean
  onPick: () => void
}) {
  const option = useRef<HTMLDivElement>(null)
  const pick = useRef(onPick)
  pick.current = onPick

  // The keyboard goes through the field; a pointer picks here, and the field keeps the focus.
  useEffect(() => {
    const element = option.current
    const onClick = () => pick.current()
    const keepFocus = (event: Event) => event.preventDefault()
    element?.addEventListener('click', onClick)
    element?.addEventListener('mousedown', keepFocus)
    return () => {
      element?.removeEventListener('click', onClick)
      element?.removeEventListener('mousedown', keepFocus)
    }
  }, [])

  return (
    <div
      className="palette-option"
      role="option"
      id={id}
      aria-selected={active}
      tabIndex={-1}
      ref={option}
    >
      <span className="palette-kind">{paletteMessages.kinds[item.kind]}</span>
      <span className="palette-what">
        <span className="title">{item.title}</span>
        {item.place !== '' && item.place !== item.title && (
          <span className="palette-place"> {item.place}</span>
        )}
        {item.excerpt.length > 0 && (
          <span className="palette-excerpt">
            {item.excerpt.map(({ text, marked }, place) =>
              marked ? (
                <mark key={keyOf(place)}>{text}</mark>
              ) : (
                <span key={keyOf(place)}>{text}</span>
              ),
            )}
          </span>
        )}
      </span>
    </div>
  )
}

/** An excerpt never changes its order. */
function keyOf(place: number): string {
  return `part-${place}`
}
