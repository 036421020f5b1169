// What every lesson has, whatever it is about: something to run, a prediction, two or three quizzes, a word that lights up
// its part of a figure, a failure that a click brings about, and a recap.
import type { Nodes, Root } from 'mdast'
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx'
import { visit } from 'unist-util-visit'
import { readMdx } from './read-mdx.ts'

type Tag = MdxJsxFlowElement | MdxJsxTextElement

const runs = ['TryIt', 'TryCrowd', 'Lab', 'FlowFigure', 'ConnectedTo', 'ConnectionChecker']
const predictions = ['Predict', 'PredictCrowd', 'PredictRace', 'PredictBoundary']
const fewestQuizzes = 2
const mostQuizzes = 3

/** One sentence per part that `source`, a lesson.mdx, lacks or has wrong. */
export function partFaults(source: string): string[] {
  const tree = readMdx(source)
  const tags = tagsIn(tree)
  const named = (names: string[]) => tags.filter(({ name }) => names.includes(name ?? ''))
  const quizzes = named(['Quiz'])
  const faults: string[] = []
  if (named(runs).length === 0) faults.push('has nothing to run: use <TryIt> or a <Lab>')
  if (named(predictions).length === 0) faults.push('has no prediction: use <Predict>')
  if (quizzes.length < fewestQuizzes || quizzes.length > mostQuizzes) {
    faults.push(`has ${quizzes.length} quizzes: ask two or three questions`)
  }
  if (named(['NamedPart']).length === 0) {
    faults.push('names no part of a figure: use <NamedPart is="valkey"> for a word or two')
  }
  if (named(['Recap']).length === 0) faults.push('has no <Recap>')
  return [...faults, ...quizzes.flatMap(quizFaults), ...failureFaults(tree)].map(
    (fault) => `lesson.mdx ${fault}`,
  )
}

function quizFaults(quiz: Tag): string[] {
  const line = quiz.position?.start.line
  const choices = tagsIn(quiz).filter(({ name }) => name === 'Choice')
  const right = choices.filter(({ attributes }) =>
    attributes.some((each) => each.type === 'mdxJsxAttribute' && each.name === 'correct'),
  )
  const faults: string[] = []
  if (right.length !== 1) {
    faults.push(`has a quiz in line ${line} with ${right.length} correct answers: mark one`)
  }
  for (const choice of choices) {
    if (tagsIn(choice).filter(({ name }) => name === 'Why').length === 1) continue
    faults.push(`has an answer in line ${choice.position?.start.line} without its <Why>`)
  }
  return faults
}

/** A heading "What goes wrong here …", and in its section something that brings the failure about by a click. */
function failureFaults(tree: Root): string[] {
  const at = tree.children.findIndex(
    (node) => node.type === 'heading' && /^what goes wrong here/i.test(textOf(node)),
  )
  const heading = tree.children[at]
  if (heading?.type !== 'heading') return ['has no heading "What goes wrong here"']
  const rest = tree.children.slice(at + 1)
  const end = rest.findIndex((node) => node.type === 'heading' && node.depth <= heading.depth)
  const section = end === -1 ? rest : rest.slice(0, end)
  const clickable = section.some(
    (node) =>
      linksIn(node).some((url) => /^\/(playground|labs)\//.test(url)) ||
      tagsIn(node).some(({ name }) => [...runs, ...predictions].includes(name ?? '')),
  )
  return clickable ? [] : ['shows in "What goes wrong here" nothing that a click brings about']
}

function tagsIn(node: Nodes): Tag[] {
  const tags: Tag[] = []
  visit(node, (each) => {
    if (each.type === 'mdxJsxFlowElement' || each.type === 'mdxJsxTextElement') tags.push(each)
  })
  return tags
}

function linksIn(node: Nodes): string[] {
  const urls: string[] = []
  visit(node, 'link', ({ url }) => {
    urls.push(url)
  })
  return urls
}

function textOf(node: Nodes): string {
  if ('value' in node) return String(node.value)
  return 'children' in node ? node.children.map(textOf).join('') : ''
}
