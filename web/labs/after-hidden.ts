type Page = Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'>

/**
 * Calls `then` once the page has been out of sight for `ms` milliseconds without a break, and again after the next such
 * time. Returns a function that stops it. A browser may slow timers of a hidden page down, by up to a minute
 * (https://developer.chrome.com/blog/timer-throttling-in-chrome-88), so `then` may come later, never sooner.
 */
export function afterHidden(page: Page, ms: number, then: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = () => {
    clearTimeout(timer)
    if (page.hidden) timer = setTimeout(then, ms)
  }
  look()
  page.addEventListener('visibilitychange', look)
  return () => {
    clearTimeout(timer)
    page.removeEventListener('visibilitychange', look)
  }
}
