import { expect, onTestFinished, test, vi } from 'vitest'
import { afterHidden } from './after-hidden.ts'

function openPage(hidden: boolean) {
  vi.useFakeTimers()
  onTestFinished(() => {
    vi.useRealTimers()
  })
  const page = Object.assign(new EventTarget(), { hidden })
  const then = vi.fn()
  const end = afterHidden(page as unknown as Document, 60_000, then)
  const turn = (hidden: boolean) => {
    page.hidden = hidden
    page.dispatchEvent(new Event('visibilitychange'))
  }
  return { then, end, turn }
}

test('a page that stays hidden is told of after the time, once', () => {
  const { then, turn } = openPage(false)
  vi.advanceTimersByTime(120_000)
  expect(then).not.toHaveBeenCalled()
  turn(true)
  vi.advanceTimersByTime(59_999)
  expect(then).not.toHaveBeenCalled()
  vi.advanceTimersByTime(120_000)
  expect(then).toHaveBeenCalledTimes(1)
})

test('whoever comes back in time begins anew, and after the end nothing is told', () => {
  const { then, end, turn } = openPage(true)
  vi.advanceTimersByTime(50_000)
  turn(false)
  turn(true)
  vi.advanceTimersByTime(50_000)
  expect(then).not.toHaveBeenCalled()
  end()
  vi.advanceTimersByTime(120_000)
  expect(then).not.toHaveBeenCalled()
})
