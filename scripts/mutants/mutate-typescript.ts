// Small mistakes in TypeScript, made at every place of the syntax tree where they fit.
import { parseSync } from 'vite'
import { type Change, splice } from './mutant.ts'

type Node = { type: string; start: number; end: number; [field: string]: unknown }
type Edit = { kind: string; start: number; end: number; by: string }
/** What it knows of a place: the text of a node, and the nodes around it, the nearest first. */
type Place = { textOf: (node: Node) => string; around: Node[] }

/** Every single change of `text`; types, imports, and sentences for people are left alone. */
export function mutateTypeScript(file: string, text: string): Change[] {
  const { program, errors } = parseSync(file, text)
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`)
  const textOf = ({ start, end }: Node) => text.slice(start, end)
  return placesOf(program as unknown as Node, [])
    .flatMap(({ node, around }) => editsOf(node, { textOf, around }))
    .map(({ kind, start, end, by }) => ({
      kind,
      file,
      from: text.slice(start, end),
      to: by,
      text: splice(text, start, end, by),
    }))
}

function placesOf(node: Node, around: Node[]): { node: Node; around: Node[] }[] {
  if (isLeftAlone(node, around)) return []
  const inner = Object.values(node).flatMap((value) => (Array.isArray(value) ? value : [value]))
  return [
    { node, around },
    ...inner.filter(isNode).flatMap((child) => placesOf(child, [node, ...around])),
  ]
}

const expressionsOfTypeScript = ['TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression']

function isLeftAlone(node: Node, [parent]: Node[]): boolean {
  if (node.type === 'ImportDeclaration') return true
  if (node.type.startsWith('TS') && !expressionsOfTypeScript.includes(node.type)) return true
  // What people read: no check asks for its words.
  if (node.type === 'Property' && ['title', 'reason', 'detail'].includes(nameOf(node.key)))
    return true
  if (parent?.type === 'NewExpression' && /Error$/.test(nameOf(parent.callee)))
    return node !== parent.callee
  return node.type === 'CallExpression' && /^console$/.test(nameOf(objectOf(node.callee)))
}

const otherComparison: Record<string, string> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
}
const otherOperator: Record<string, string> = { '-': '+', '*': '/', '/': '*', '%': '*', '**': '*' }
const otherFunction: Record<string, string> = {
  ceil: 'floor',
  floor: 'ceil',
  round: 'floor',
  max: 'min',
  min: 'max',
  some: 'every',
  every: 'some',
}

function editsOf(node: Node, place: Place): Edit[] {
  return makers[node.type]?.(node, place) ?? []
}

const makers: Record<string, (node: Node, place: Place) => Edit[]> = {
  BinaryExpression(node, { textOf }) {
    const operator = String(node.operator)
    const comparison = otherComparison[operator]
    if (comparison) return operatorBecomes('comparison', comparison, node)
    const other = otherOperator[operator]
    if (other) return operatorBecomes('arithmetic', other, node)
    const isText = /['"`]/.test(textOf(node))
    return operator === '+' && !isText ? operatorBecomes('arithmetic', '-', node) : []
  },
  LogicalExpression(node) {
    const other = { '&&': '||', '||': '&&', '??': '&&' }[String(node.operator)]
    return other ? operatorBecomes('logic', other, node) : []
  },
  UnaryExpression(node, { textOf }) {
    return node.operator === '!' && isNode(node.argument)
      ? [replace('negation', node, textOf(node.argument))]
      : []
  },
  IfStatement: ({ test }) => conditions(test),
  ConditionalExpression: ({ test }) => conditions(test),
  Literal(node, { around: [parent] }) {
    if (typeof node.value === 'number') return numbers(node, node.value)
    if (typeof node.value === 'boolean') return [replace('constant', node, String(!node.value))]
    if (isNode(node.regex) || /^\/.*\/[a-z]*$/.test(String(node.raw))) return patterns(node)
    if (typeof node.value !== 'string' || /\s/.test(node.value)) return []
    // A name in quotes, as in { 'violated-policies': [...] }, is no value.
    if (parent?.type === 'Property' && parent.key === node) return []
    return [replace('text', node, `'${node.value}x'`)]
  },
  TemplateElement(node, { around }) {
    const { raw } = node.value as { raw: string }
    if (raw === '' || /\s\w+\s/.test(raw) || around[0]?.type === 'TaggedTemplateExpression')
      return []
    return [{ kind: 'text', start: node.start, end: node.end, by: `${raw}x` }]
  },
  AwaitExpression: (node, { textOf }) =>
    isNode(node.argument) ? [replace('await', node, textOf(node.argument))] : [],
  CallExpression(node, { textOf }) {
    const args = nodes(node.arguments)
    const [first, second] = args
    const callee = isNode(node.callee) ? node.callee : node
    const name = nameOf(callee.property)
    const other =
      /^Math\./.test(textOf(callee)) || /some|every/.test(name) ? otherFunction[name] : ''
    const edits =
      other && isNode(callee.property) ? [replace('rounding', callee.property, other)] : []
    // The larger of two is the same in either order; a script may be read as text or as bytes.
    if (/^(Math\.|readFileSync)/.test(textOf(callee))) return edits
    if (first && second) {
      edits.push({
        kind: 'swapped arguments',
        start: first.start,
        end: second.end,
        by: `${textOf(second)}, ${textOf(first)}`,
      })
      const last = args.at(-1)
      const before = args.at(-2)
      if (last && before)
        edits.push({ kind: 'dropped argument', start: before.end, end: last.end, by: '' })
    }
    return edits
  },
  Property: dropped('dropped option'),
  SpreadElement: dropped('dropped option'),
  ArrayExpression: ({ elements }) =>
    nodes(elements).length < 2
      ? []
      : nodes(elements).map((element) => replace('dropped element', element, '')),
  ExpressionStatement(node, { textOf, around: [parent] }) {
    if (/^console\./.test(textOf(node)) || parent?.type === 'ArrowFunctionExpression') return []
    return [replace('dropped statement', node, ';')]
  },
  ReturnStatement(node, { textOf, around }) {
    const { argument } = node
    if (!isNode(argument) || argument.type !== 'CallExpression') return []
    const block = around[0]?.type === 'BlockStatement' ? nodes(around[0].body) : []
    return block.at(-1) === node && around[1]?.type !== 'CatchClause'
      ? []
      : [replace('dropped return', node, textOf(argument))]
  },
  ThrowStatement: (node) => [replace('dropped throw', node, ';')],
  CatchClause: ({ body }) => (isNode(body) ? [replace('swallowed error', body, '{}')] : []),
  ArrowFunctionExpression({ body }, { textOf }) {
    if (!isNode(body) || body.type === 'BlockStatement' || textOf(body) === 'undefined') return []
    return [replace('result', body, 'undefined')]
  },
  SwitchCase: (node) => [replace('dropped case', node, '')],
}

function operatorBecomes(kind: string, other: string, { left, right }: Node): Edit[] {
  if (!isNode(left) || !isNode(right)) return []
  return [{ kind, start: left.end, end: right.start, by: ` ${other} ` }]
}

function conditions(test: unknown): Edit[] {
  return isNode(test) ? ['true', 'false'].map((by) => replace('condition', test, by)) : []
}

function numbers(node: Node, value: number): Edit[] {
  const others = value === 0 ? [1] : value === 1 ? [0, 2] : [value + 1, value - 1]
  const unit = value >= 1000 ? [replace('unit', node, String(value / 1000))] : []
  const longer = value >= 5 && value < 1000 ? [replace('unit', node, String(value * 1000))] : []
  return [...others.map((other) => replace('constant', node, String(other))), ...unit, ...longer]
}

function patterns(node: Node): Edit[] {
  const raw = String(node.raw)
  const others = [
    raw.replace('/^', '/'),
    raw.replace(/\$\/(?=[a-z]*$)/, '/'),
    raw.replace('+', '*'),
  ]
  return others.filter((other) => other !== raw).map((other) => replace('pattern', node, other))
}

function dropped(kind: string) {
  return (node: Node, { around: [parent] }: Place): Edit[] =>
    parent?.type === 'ObjectExpression' ? [replace(kind, node, '...{}')] : []
}

function replace(kind: string, { start, end }: Node, by: string): Edit {
  return { kind, start, end, by }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}

function nodes(value: unknown): Node[] {
  return Array.isArray(value) ? value.filter(isNode) : []
}

function nameOf(value: unknown): string {
  if (!isNode(value)) return ''
  return String(value.name ?? value.value ?? '')
}

function objectOf(value: unknown): unknown {
  return isNode(value) ? value.object : undefined
}
