// Lessons in Vite: compiles lesson.mdx, lists the lessons as `virtual:lessons`, and in development refreshes a lesson
// when a file that it shows changes. Build-time only: nothing here reaches the browser.
import { existsSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import type { Plugin } from 'vite'
import { codePlugin } from './code-plugin.ts'
import { createHighlight } from './highlight.ts'
import { createLessonMdx } from './lesson-mdx.ts'
import { glossaryFile, readGlossary } from './read-glossary.ts'
import { readLessons } from './read-lessons.ts'
import { termPlugin } from './term-plugin.ts'

/** @param root the repository's root: lessons are in `<root>/lessons`, shown files anywhere below it */
export function lessonPlugins({ root }: { root: string }): Plugin[] {
  return [lessonTextPlugin(resolve(root)), lessonListPlugin(resolve(root))]
}

function lessonTextPlugin(root: string): Plugin {
  const shownBy = new Map<string, Set<string>>()
  let compiler: Promise<ReturnType<typeof createLessonMdx>> | undefined

  async function createCompiler() {
    const highlight = await createHighlight()
    const onShow = (lesson: string, file: string) => shownBy.get(lesson)?.add(join(root, file))
    return createLessonMdx([
      [codePlugin, { root, highlight, onShow }],
      [termPlugin, { readTerms: () => readGlossary(root) }],
    ])
  }

  return {
    name: 'workbook:lesson-text',
    enforce: 'pre',
    transform: {
      filter: { id: /\.mdx$/ },
      async handler(source, id) {
        compiler ??= createCompiler()
        const { transform } = await compiler
        const shown = new Set<string>()
        // Errors and `shownBy` name the lesson as a person would type it.
        const lesson = relative(root, id)
        shownBy.set(lesson, shown)
        try {
          const compiled = await transform(source, lesson)
          return compiled?.code === undefined
            ? undefined
            : { code: compiled.code, map: { mappings: '' } }
        } finally {
          // Also after an error: mending the shown file is what makes the lesson build again.
          for (const file of shown) this.addWatchFile(file)
          const glossary = join(root, glossaryFile)
          if (existsSync(glossary)) this.addWatchFile(glossary)
        }
      },
    },
  }
}

function lessonListPlugin(root: string): Plugin {
  const virtualId = '\0virtual:lessons'
  let served: string | undefined
  const write = async () => `export const lessons = ${JSON.stringify(await readLessons(root))}`

  return {
    name: 'workbook:lesson-list',
    resolveId: { filter: { id: /^virtual:lessons$/ }, handler: () => virtualId },
    load: {
      filter: { id: new RegExp(`^${virtualId}$`) },
      async handler() {
        served = await write()
        return served
      },
    },
    // The list reloads the page, an edited text doesn't: so only when title, order or headings have changed.
    async hotUpdate({ file, modules }) {
      if (!file.endsWith('/lesson.mdx')) return
      const list = this.environment.moduleGraph.getModuleById(virtualId)
      if (list && (await write()) !== served) return [...modules, list]
    },
  }
}
