// What of a request and its answer may be shown: never a secret, and never more than a person would read.
import type { TracedHeader } from './contract.ts'

const mostHeaders = 40
const longestValue = 200
const longestPath = 300

/** Names whose values log somebody in. The projector of a class shows them all. */
const secretNames = /auth|cookie|token|secret|passw|api[-_]?key|session|signature/i

/** Headers as they came or went, secret values hidden, long ones cut. */
export function tellHeaders(
  headers: Record<string, number | string | readonly string[] | undefined>,
): TracedHeader[] {
  const told: TracedHeader[] = []
  for (const [name, value] of Object.entries(headers)) {
    if (told.length === mostHeaders) break
    if (value === undefined) continue
    const text = String(value)
    told.push([name, secretNames.test(name) ? hidden(text) : cut(text, longestValue)])
  }
  return told
}

/** The path with its query, secret values in it hidden. */
export function tellPath(url: string): string {
  const told = url.replace(/([?&])([^=&]*)=([^&]*)/g, (all, mark, name) =>
    secretNames.test(decode(name)) ? `${mark}${name}=hidden` : all,
  )
  return cut(told, longestPath)
}

/** At most `longest` characters, and an ellipsis where there was more. */
export function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}…`
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    // A stray percent sign: then it is read as it stands.
    return name
  }
}

function hidden(text: string): string {
  return `hidden (${text.length} characters)`
}
