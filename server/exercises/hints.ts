import type { CheckResult } from './contract.ts'

export type Hint = {
  /** Markdown. */
  text: string
  /** Sentences of the checks it is for; none: for any. */
  checks: string[]
}

/** hints.md: `## Hint 1`, or `## Hint 2 (a check's sentence; another's)` where it is for certain checks. */
export function readHints(markdown: string): Hint[] {
  return markdown
    .split(/^## Hint \d+/m)
    .slice(1)
    .map((section) => {
      const [head = '', ...rest] = section.split('\n')
      const checks = /^\s*\((.*)\)\s*$/.exec(head)?.[1]?.split(';') ?? []
      return { text: rest.join('\n').trim(), checks: checks.map((check) => check.trim()) }
    })
}

/** The number of the hint to begin with when `check` fails: the first that is for it, else the first that is for any. */
export function hintFor(check: string, hints: Hint[]): number | undefined {
  const own = hints.findIndex(({ checks }) => checks.includes(check))
  const general = hints.findIndex(({ checks }) => checks.length === 0)
  const found = own === -1 ? general : own
  return found === -1 ? undefined : found + 1
}

/** Names the hint that fits at each check that the learner's code did not pass. */
export function withHints(checks: CheckResult[], hints: Hint[]): CheckResult[] {
  return checks.map((check) => {
    const none = check.state === 'passed' || check.broke
    const hint = none ? undefined : hintFor(check.name, hints)
    return check.state === 'infrastructure' || hint === undefined ? check : { ...check, hint }
  })
}
