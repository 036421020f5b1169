// Tags in lessons are held to their components' types. MDX itself checks none of it, so each lesson becomes a .tsx with
// the same tags on the same lines, and the compiler reads that.
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Root, RootContent } from 'mdast'
import { readMdx } from './read-mdx.ts'

/** lesson -> one sentence per tag that has no component, lacks a prop, or has one of the wrong name or kind. */
export async function tagFaults({
  root,
  lessons,
}: {
  root: string
  lessons: string[]
}): Promise<Map<string, string[]>> {
  mkdirSync(join(root, 'dist'), { recursive: true })
  const folder = mkdtempSync(join(root, 'dist', '.lesson-types-'))
  try {
    for (const lesson of lessons) {
      const source = readFileSync(join(root, 'lessons', lesson, 'lesson.mdx'), 'utf8')
      writeFileSync(join(folder, `${lesson}.tsx`), toTypeScript(source))
    }
    const config = {
      extends: '../../web/tsconfig.json',
      compilerOptions: { noUnusedLocals: false },
      include: ['*.tsx', '../../web/**/*.d.ts'],
    }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
    return group(await compile(root, folder), lessons)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The lesson's tags, each on its line. Text becomes nothing; what stands between two tags is told apart no further. */
export function toTypeScript(source: string): string {
  let line = 1
  let out = ''
  const put = (text: string, at: number) => {
    out += '\n'.repeat(Math.max(0, at - line)) + text
    line = Math.max(line, at) + (text.match(/\n/g)?.length ?? 0)
  }
  put("import { lessonComponents as L } from '../../web/course/lesson-components.ts'; ", 1)
  put('export default (<>', 1)
  const walk = (node: Root | RootContent): void => {
    const at = node.position?.start.line ?? line
    if (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') {
      const name = node.name === null ? '' : `L.${node.name}`
      const attributes = node.attributes.map((attribute) => {
        const value = attribute.value
        if (attribute.type === 'mdxJsxExpressionAttribute') return ` {${value}}`
        if (value === null || value === undefined) return ` ${attribute.name}`
        return typeof value === 'string'
          ? ` ${attribute.name}={${JSON.stringify(value)}}`
          : ` ${attribute.name}={${value.value}}`
      })
      put(`<${name}${attributes.join('')}>`, at)
      for (const child of node.children) walk(child)
      put(`</${name}>`, line)
    } else if (node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression') {
      put(`{${node.value}}`, at)
    } else if (node.type === 'text') put('{""}', line)
    else if ('children' in node) for (const child of node.children) walk(child)
  }
  walk(readMdx(source))
  put('</>)\n', line)
  return out
}

function compile(root: string, folder: string): Promise<string[]> {
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const args = [tsc, '-p', folder, '--pretty', 'false']
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: root }, (error, stdout, stderr) => {
      if (error && stdout === '') reject(new Error(`tsc did not run: ${stderr || error.message}`))
      else resolve(stdout.split('\n').map((each) => each.replace(`${relative(root, folder)}/`, '')))
    })
  })
}

function group(output: string[], lessons: string[]): Map<string, string[]> {
  const faults = new Map<string, string[]>(lessons.map((lesson) => [lesson, []]))
  for (const each of output) {
    const found = /^(.+)\.tsx\((\d+),\d+\): error TS\d+: (.*)$/.exec(each)
    if (found) faults.get(found[1] ?? '')?.push(`lesson.mdx:${found[2]} ${found[3]}`)
    // An error somewhere else would leave the lessons unread: it must not look like none.
    else if (/error TS/.test(each)) throw new Error(`tsc: ${each}`)
  }
  return faults
}
