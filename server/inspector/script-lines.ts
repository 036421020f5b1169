// Which lines of a Lua script run when its branches go a certain way. It knows as much Lua as the limiter's scripts use.
import type { Branches } from '../limiter/algorithms/algorithm.ts'

/** Line numbers of the file, counted from 1, in order. Comments, `else`, `repeat` and `end` are no lines that run. */
export type LinesThatRan = { ran: number[]; perhaps: number[] }

/** `branch`: its name, or where it is when it has none. */
type Block = { branch: string; conditional: boolean; body: number }
type Condition = { branch: string; from: number; to: number }
type Line = { number: number; conditions: Condition[] }

/**
 * Reads a script once; the returned function says which of its lines ran.
 * It throws an Error when `went` leaves out a branch that has lines of its own, or names one that isn't there: after a
 * change to a script nothing is marked by a rule that no longer fits.
 */
export function readScript(lua: string, name: string): (went: Branches) => LinesThatRan {
  const { lines, branches } = readLines(lua)
  return function linesOf(went) {
    const missing = branches.find((branch) => !Object.hasOwn(went, branch))
    if (missing !== undefined) throw new Error(`${name}: the way of branch "${missing}" is missing`)
    const unknown = Object.keys(went).find((branch) => !branches.includes(branch))
    if (unknown !== undefined) throw new Error(`${name} has no branch "${unknown}"`)
    const ran: number[] = []
    const perhaps: number[] = []
    for (const { number, conditions } of lines) {
      const met = conditions.map(({ branch, from, to }) => {
        const ways = went[branch] ?? []
        const fitting = ways.filter((way) => way >= from && way <= to).length
        return fitting === ways.length ? 'always' : fitting > 0 ? 'sometimes' : 'never'
      })
      if (met.every((one) => one === 'always')) ran.push(number)
      else if (!met.includes('never')) perhaps.push(number)
    }
    return { ran, perhaps }
  }
}

/** A branch has the name in the `-- branch:` comment just above it. */
function readLines(lua: string): { lines: Line[]; branches: string[] } {
  const lines: Line[] = []
  const branches = new Set<string>()
  const open: Block[] = []
  let name: string | undefined
  for (const [index, text] of lua.split('\n').entries()) {
    const marker = /^\s*-- branch: (.+)$/.exec(text)
    if (marker) {
      name = marker[1]
      continue
    }
    const code = text
      .replace(/'[^']*'/g, "''")
      .replace(/--.*$/, '')
      .trim()
    const outer = conditionsOf(open)
    const turns = follow(code, name ?? `line ${index + 1}`, open)
    name = undefined
    if (code === '' || /^(end|else|repeat)\W*$/.test(code)) continue
    // The condition of an elseif is read when none of the bodies before it ran.
    const [turned] = turns
    const conditions = turned ? [...conditionsOf(open.slice(0, -1)), turned] : outer
    lines.push({ number: index + 1, conditions })
    const opened = open.at(-1)
    if (opened?.conditional) branches.add(opened.branch)
  }
  return { lines, branches: [...branches] }
}

/** Opens and closes blocks as the words of a line do; gives the conditions of the elseif that it holds. */
function follow(code: string, branch: string, open: Block[]): Condition[] {
  const turns: Condition[] = []
  let loopWaitsForDo = false
  for (const [word] of code.matchAll(
    /\b(if|elseif|else|for|while|do|function|repeat|until|end)\b/g,
  )) {
    const top = open.at(-1)
    if (word === 'end' || word === 'until') open.pop()
    else if (word === 'elseif' || word === 'else') {
      if (!top) continue
      top.body += 1
      if (word === 'elseif') {
        turns.push({ branch: top.branch, from: top.body, to: Number.POSITIVE_INFINITY })
      }
    } else if (word === 'do' && loopWaitsForDo) loopWaitsForDo = false
    else {
      loopWaitsForDo = word === 'for' || word === 'while'
      open.push({ branch, conditional: word === 'if' || loopWaitsForDo, body: 0 })
    }
  }
  return turns
}

function conditionsOf(open: readonly Block[]): Condition[] {
  return open
    .filter(({ conditional }) => conditional)
    .map(({ branch, body }) => ({ branch, from: body, to: body }))
}
