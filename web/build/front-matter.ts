// The block between two `---` lines at the top of a lesson.mdx: read, checked, and named when it is wrong.
import { parse } from 'yaml'
import { z } from 'zod'

const frontMatterSchema = z.strictObject({
  title: z.string().min(1),
  summary: z.string().min(1),
  minutes: z.int().positive(),
  objectives: z.array(z.string().min(1)).min(1),
})

export type FrontMatter = z.infer<typeof frontMatterSchema>

/**
 * Reads a lesson's front matter.
 * @param source the whole text of a lesson.mdx
 * @param lesson how errors name the lesson, for example "lessons/04-atomic-counter/lesson.mdx"
 * @throws Error when the block is missing, is no YAML, or a field is missing, unknown or of the wrong kind
 */
export function readFrontMatter(source: string, lesson: string): FrontMatter {
  const block = /^---\r?\n([\s\S]*?)\r?\n---(?:\r?\n|$)/.exec(source)?.[1]
  if (block === undefined) {
    throw new Error(
      `${lesson} has no front matter: start it with a --- block that has title, summary, minutes and objectives`,
    )
  }
  const parsed = frontMatterSchema.safeParse(parseYaml(block, lesson))
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map((issue) => {
    const field = issue.path.join('.')
    return field === '' ? issue.message : `${field}: ${issue.message}`
  })
  throw new Error(`${lesson}: its front matter is wrong. ${faults.join('; ')}`)
}

function parseYaml(block: string, lesson: string): unknown {
  try {
    return parse(block)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`${lesson}: its front matter is no valid YAML. ${reason}`, { cause })
  }
}
