import type { ComponentType } from 'react'

/** What a lab's folder tells the rest of the page, in its lab.ts. It is part of the first load; the lab itself is not. */
export type LabEntry = {
  /** In its address, /labs/<name>/, and in that of its runs, POST /api/labs/<name>. */
  name: string
  title: string
  /** One sentence. */
  summary: string
  /** Folders of the lessons that use it. */
  lessons: readonly string[]
  /** Its component, in its own chunk. */
  load(): Promise<{ default: ComponentType }>
}
