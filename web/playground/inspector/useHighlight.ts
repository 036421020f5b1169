import { useEffect } from 'react'

/** What a word in the prose and a thing in a figure can both stand for. */
export type Term =
  | 'browser'
  | 'express'
  | 'valkey'
  | 'key'
  | 'script'
  | 'reply'
  | 'decision'
  | 'headers'

/**
 * Spread over an element, it makes it stand for `term`: while it is hovered or has the focus, everything that stands
 * for the same lights up, wherever on the page (`data-lit` on the root; the sheet does the rest, nothing is redrawn).
 */
export function useHighlight(term: Term) {
  useEffect(() => () => dim(term), [term])
  return {
    'data-term': term,
    onPointerEnter: () => light(term),
    onPointerLeave: () => dim(term),
    onFocus: () => light(term),
    onBlur: () => dim(term),
  }
}

function light(term: Term): void {
  document.documentElement.dataset.lit = term
}

function dim(term: Term): void {
  const { dataset } = document.documentElement
  if (dataset.lit === term) delete dataset.lit
}
