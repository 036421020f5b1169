import type { MDXContent } from 'mdx/types'
import type { LessonMeta } from '../core/lesson-meta.ts'

const texts = import.meta.glob<{ default: MDXContent }>('../../lessons/*/lesson.mdx')

/** Undefined for a lesson without a text. Rejects when it cannot be loaded. */
export async function loadLessonText({
  folder,
}: Pick<LessonMeta, 'folder'>): Promise<MDXContent | undefined> {
  return (await texts[`../../lessons/${folder}/lesson.mdx`]?.())?.default
}
