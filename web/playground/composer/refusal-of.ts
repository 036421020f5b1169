import type { Answer } from '../../core/ask.ts'

/** Why the last of the answers that were no answer of the limiter's was given: its problem's `detail`. */
export function refusalOf(answers: readonly Answer[]): string | null {
  const refused = answers.findLast(({ kind }) => kind === 'failed')
  if (refused?.body === undefined) return null
  try {
    const { detail } = JSON.parse(refused.body) as { detail?: unknown }
    return typeof detail === 'string' ? detail : null
  } catch {
    return null
  }
}
