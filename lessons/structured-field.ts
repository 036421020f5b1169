// Header fields that are lists of named things with parameters, such as RateLimit and RateLimit-Policy. Two fields that mean
// the same may be spelt differently: spaces, the order of members and parameters, one line or several.
// Source: https://www.rfc-editor.org/rfc/rfc9651 (3.1 lists, 3.1.2 parameters, 3.3 items)

export type Bare = string | number | boolean | { token: string } | { bytes: string }
export type Member = { item: Bare; parameters: Record<string, Bare> }

/** The members of a list; undefined when the field is missing or not written as a list. */
export function readList(field: string | null): Member[] | undefined {
  if (field === null) return undefined
  const rest = { text: field.trim() }
  const members: Member[] = []
  while (rest.text !== '') {
    const item = takeItem(rest)
    const parameters = item === undefined ? undefined : takeParameters(rest)
    if (item === undefined || parameters === undefined) return undefined
    members.push({ item, parameters })
    if (take(rest, /^[ \t]*$/) !== undefined) break
    // A comma has to be followed by another member.
    if (take(rest, /^[ \t]*,[ \t]*(?=.)/) === undefined) return undefined
  }
  return members
}

type Rest = { text: string }

function take(rest: Rest, pattern: RegExp): string | undefined {
  const [found] = pattern.exec(rest.text) ?? []
  if (found !== undefined) rest.text = rest.text.slice(found.length)
  return found
}

function takeItem(rest: Rest): Bare | undefined {
  const quoted = take(rest, /^"(?:[ !#-[\]-~]|\\["\\])*"/)
  if (quoted !== undefined) return quoted.slice(1, -1).replace(/\\(.)/g, '$1')
  const number = take(rest, /^-?(?:\d{1,12}\.\d{1,3}|\d{1,15})(?![\d.])/)
  if (number !== undefined) return number.includes('.') ? { token: number } : Number(number)
  const flag = take(rest, /^\?[01]/)
  if (flag !== undefined) return flag === '?1'
  const bytes = take(rest, /^:[A-Za-z0-9+/=]*:/)
  if (bytes !== undefined) return { bytes }
  const token = take(rest, /^[A-Za-z*][\w!#$%&'*+.^`|~:/-]*/)
  return token === undefined ? undefined : { token }
}

function takeParameters(rest: Rest): Member['parameters'] | undefined {
  const parameters: Member['parameters'] = {}
  while (take(rest, /^; */) !== undefined) {
    const name = take(rest, /^[a-z*][a-z0-9_\-.*]*/)
    if (name === undefined) return undefined
    // Without a value it is true.
    const value = take(rest, /^=/) === undefined ? true : takeItem(rest)
    if (value === undefined) return undefined
    parameters[name] = value
  }
  return parameters
}

/**
 * What RateLimit and RateLimit-Policy say, by name: `{ default: { q: 5, w: 60 } }`, with only the parameters `wanted`. What cannot
 * be read is told as it is: `not a list: …`, so that a check shows what came. A decimal or a text is no whole number.
 * Source: https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/10/
 */
export function readQuotas(
  field: string | null,
  wanted: string[],
): Record<string, Record<string, unknown>> | string {
  const members = readList(field)
  if (members === undefined) return field === null ? 'no such field' : `not a list: ${field}`
  const unnamed = members.find(({ item }) => typeof item !== 'string')
  if (unnamed) return `a name without quotes: ${field}`
  return Object.fromEntries(
    members.map(({ item, parameters }) => [
      String(item),
      Object.fromEntries(wanted.map((name) => [name, parameters[name]])),
    ]),
  )
}
