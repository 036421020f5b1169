// What came of a run, as lines and as a table. Data in, data out.
import { equivalent } from './equivalent.ts'
import type { Checked } from './run-mutants.ts'

type Subject = { id: string; exercise: string; kind: string }

const refusedAtLeast = 0.95
const equivalentAtMost = 0.1
const fewestMutants = 30
const fewestKinds = 12

/** Whether one subject got the verdict it should have. */
export function judge({ id, kind }: Subject, { state, message }: Checked) {
  if (kind === 'correct') {
    return state === 'passed'
      ? { mark: '✓', sentence: 'passes' }
      : { mark: '✗', sentence: `is correct, but ${state}: ${message}` }
  }
  const reason = equivalent[id]
  if (isRefused(state)) {
    return reason === undefined
      ? { mark: '✓', sentence: `refused (${state})` }
      : { mark: '✗', sentence: `is declared equivalent, but ${state}: ${message}` }
  }
  if (reason !== undefined) return { mark: '=', sentence: `equivalent: ${reason}` }
  return { mark: '✗', sentence: state === 'passed' ? 'survives' : `has no verdict: ${message}` }
}

const isRefused = (state: Checked['state']) => state === 'wrong' || state === 'stuck'

/** A Markdown table, a line per exercise, the survivors below; and what misses the target, in sentences. */
export function tableOf({
  subjects,
  results,
  whole,
}: {
  subjects: Subject[]
  results: Map<string, Checked>
  /** All mutants of an exercise were checked, so their number counts as well. */
  whole: boolean
}): { text: string; faults: string[] } {
  const faults: string[] = []
  const rows: string[] = []
  const survivors: string[] = []
  const total = { counted: 0, refused: 0 }
  for (const exercise of [...new Set(subjects.map((one) => one.exercise))]) {
    const own = subjects.filter((one) => one.exercise === exercise)
    const stateOf = ({ id }: Subject) => results.get(id)?.state
    const correct = own.filter(({ kind }) => kind === 'correct')
    const mutants = own.filter(({ kind }) => kind !== 'correct')
    const alike = mutants.filter(({ id }) => equivalent[id] !== undefined)
    const counted = mutants.filter(({ id }) => equivalent[id] === undefined)
    const refused = counted.filter((one) => isRefused(stateOf(one) ?? 'infrastructure'))
    const kinds = new Set(mutants.map(({ kind }) => kind)).size
    const share = counted.length === 0 ? 1 : refused.length / counted.length
    const passing = correct.filter((one) => stateOf(one) === 'passed').length
    rows.push(
      `| ${exercise} | ${passing} of ${correct.length} | ${mutants.length} | ${kinds} | ${alike.length} | ${refused.length} of ${counted.length} | ${(share * 100).toFixed(1)} % |`,
    )
    for (const one of counted.filter((one) => !refused.includes(one))) {
      survivors.push(`- \`${one.id}\` (${one.kind}, ${stateOf(one)})`)
    }
    const wrongly = own.filter((one) => {
      const result = results.get(one.id)
      const isCounted = one.kind !== 'correct' && equivalent[one.id] === undefined
      return !isCounted && result && judge(one, result).mark === '✗'
    })
    for (const one of wrongly) faults.push(`${one.id} got the wrong verdict: ${stateOf(one)}`)
    total.counted += counted.length
    total.refused += refused.length
    if (!whole) continue
    if (share < refusedAtLeast)
      faults.push(
        `${exercise}: ${refused.length} of ${counted.length} are refused, at least 95 % must be`,
      )
    if (alike.length > equivalentAtMost * mutants.length)
      faults.push(`${exercise}: ${alike.length} of ${mutants.length} are declared equivalent`)
    if (mutants.length < fewestMutants || kinds < fewestKinds)
      faults.push(`${exercise}: ${mutants.length} mutants of ${kinds} kinds are too few`)
  }
  if (total.refused < refusedAtLeast * total.counted)
    faults.push(`${total.refused} of ${total.counted} are refused, at least 95 % must be`)
  const head = [
    '| Exercise | Correct ones that pass | Mutants | Kinds | Equivalent | Refused | Share |',
    '| --- | --- | --- | --- | --- | --- | --- |',
  ]
  const left = survivors.length === 0 ? ['No mutant survived.'] : ['Survivors:', '', ...survivors]
  return { text: [...head, ...rows, '', ...left, ''].join('\n'), faults }
}
