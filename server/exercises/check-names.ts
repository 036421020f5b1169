/** The sentences of a lesson's checks, in their order, read from the text of its checks.ts: nothing of it is run. */
export function checkNames(text: string): string[] {
  const [, table = ''] = /^export const checks: .*= \{\n([\s\S]*?)^\}/m.exec(text) ?? []
  return [...table.matchAll(/^ {2}(?:'([^']+)'|"([^"]+)"):/gm)].map(
    ([, single, double]) => single ?? double ?? '',
  )
}
