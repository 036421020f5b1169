import { useEffect, useRef, useState } from 'react'
import { type Batch, createBatch } from './batch.ts'

/** A batch that calls the latest `tell`, and forgets what is left when the component goes. */
export function useBatch<Item>(tell: (items: Item[]) => void): Batch<Item> {
  const latest = useRef(tell)
  latest.current = tell
  const [batch] = useState(() => createBatch<Item>({ tell: (items) => latest.current(items) }))
  useEffect(() => batch.close, [batch])
  return batch
}
