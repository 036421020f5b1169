/** JSON indented for reading; everything else as it came. */
export function prettyBody(
  body: string,
  headers: readonly (readonly [name: string, value: string])[],
): string {
  const type = headers.find(([name]) => name === 'content-type')?.[1] ?? ''
  if (!/[/+]json\b/.test(type)) return body
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    // It says JSON and isn't, or was cut: then what came is what a person needs to see.
    return body
  }
}
