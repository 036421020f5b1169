// A folded part of the live column. What is in it is drawn when it is opened for the first time; folded again it keeps its
// state, and nothing of it listens or draws. Source: https://react.dev/reference/react/Activity
import { Activity, type ComponentType, useState } from 'react'

/** `goesOn`: it also works while it is folded. */
export function LazySection({
  title,
  Part,
  goesOn = false,
}: {
  title: string
  Part: ComponentType
  goesOn?: boolean
}) {
  const [open, setOpen] = useState(false)
  const [begun, setBegun] = useState(false)
  return (
    <details
      className="more-ways with-js"
      onToggle={({ target, currentTarget }) => {
        if (target !== currentTarget) return
        setOpen(currentTarget.open)
        if (currentTarget.open) setBegun(true)
      }}
    >
      <summary>{title}</summary>
      {begun && (
        <Activity mode={open || goesOn ? 'visible' : 'hidden'}>
          <div>
            <Part />
          </div>
        </Activity>
      )}
    </details>
  )
}
