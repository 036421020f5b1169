import type { ReactNode } from 'react'

/** A path or a key that is too long for its line goes on behind this mark, not in the middle of a name. */
export function brokenBehind(mark: '/' | ':', name: string): ReactNode {
  const [first, ...rest] = name.split(mark)
  return rest.reduce<ReactNode>(
    (before, part) => (
      <>
        {before}
        {mark}
        <wbr />
        {part}
      </>
    ),
    first,
  )
}
