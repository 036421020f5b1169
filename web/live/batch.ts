export type Batch<Item> = {
  add(item: Item): void
  /** Forgets what has not been handed on. */
  close(): void
}

/**
 * Collects what comes faster than the page can draw: the first item is told at once, those that follow within
 * `everyMs` are told together. Unlike an animation frame it goes on while the page is hidden.
 */
export function createBatch<Item>({
  tell,
  everyMs = 16,
}: {
  tell: (items: Item[]) => void
  everyMs?: number
}): Batch<Item> {
  let items: Item[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  function flush(): void {
    timer = undefined
    if (items.length === 0) return
    const ready = items
    items = []
    timer = setTimeout(flush, everyMs)
    tell(ready)
  }

  return {
    add(item) {
      items.push(item)
      if (timer === undefined) flush()
    },
    close() {
      clearTimeout(timer)
      timer = undefined
      items = []
    },
  }
}
