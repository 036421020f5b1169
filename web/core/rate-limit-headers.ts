// Reads the two fields of draft-ietf-httpapi-ratelimit-headers-10: lists of quoted names with integer parameters, for
// example `"burst";q=100;w=60, "daily";q=1000;w=86400`. Of RFC 9651 only what these fields use is understood.

export type RateLimitItem = { name: string; remaining: number; resetSeconds: number | null }
export type PolicyItem = { name: string; quota: number; windowSeconds: number | null }

/** `"default";r=2;t=41` -> remaining requests and seconds. null when it is missing or malformed: then it says nothing. */
export function parseRateLimit(field: string | null | undefined): RateLimitItem[] | null {
  return parseList(field, ({ name, parameters }) => {
    const remaining = parameters.get('r')
    if (remaining === undefined) return null
    return { name, remaining, resetSeconds: parameters.get('t') ?? null }
  })
}

/** `"default";q=5;w=60` -> quota and window. null when it is missing or malformed. */
export function parseRateLimitPolicy(field: string | null | undefined): PolicyItem[] | null {
  return parseList(field, ({ name, parameters }) => {
    const quota = parameters.get('q')
    if (quota === undefined) return null
    return { name, quota, windowSeconds: parameters.get('w') ?? null }
  })
}

type Item = { name: string; parameters: Map<string, number> }

const member =
  /\s*"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"((?:; *[a-z*][a-z0-9_.*-]*=[^;,\s]+)*)\s*(,|$)/y

// One malformed member makes the whole field void: RFC 9651, section 4.2.
function parseList<T>(
  field: string | null | undefined,
  read: (item: Item) => T | null,
): T[] | null {
  if (!field) return null
  const items: T[] = []
  let at = 0
  while (at < field.length) {
    member.lastIndex = at
    const match = member.exec(field)
    if (!match) return null
    const parameters = readParameters(match[2] ?? '')
    const item = read({ name: (match[1] ?? '').replace(/\\(.)/g, '$1'), parameters })
    if (item === null) return null
    items.push(item)
    at = member.lastIndex
    if (match[3] === ',' && at >= field.length) return null
  }
  return items
}

/** Whole numbers from 0 only; other parameters (a partition key, say) are none of the page's business. */
function readParameters(text: string): Map<string, number> {
  const parameters = new Map<string, number>()
  for (const parameter of text.split(';').slice(1)) {
    const [name = '', value = ''] = parameter.trim().split('=')
    if (/^\d{1,15}$/.test(value)) parameters.set(name, Number(value))
  }
  return parameters
}
