// Code -> coloured spans, at build time. Colours are class names (`tk-keyword`), never style attributes: the page's
// content security policy has style-src 'self', which drops those.
import type { Element, ElementContent } from 'hast'
import { createCssVariablesTheme, createHighlighter, type ThemedToken } from 'shiki'

/** What an author may name -> the grammar that colours it. */
const grammars = {
  ts: 'typescript',
  tsx: 'tsx',
  lua: 'lua',
  sh: 'shellscript',
  console: 'shellsession',
  http: 'http',
  json: 'json',
  text: 'text',
  mjs: 'javascript',
} as const

export type CodeLanguage = keyof typeof grammars
export const codeLanguages = Object.keys(grammars)

export function isCodeLanguage(name: string): name is CodeLanguage {
  return Object.hasOwn(grammars, name)
}

export type HighlightOptions = {
  code: string
  language: CodeLanguage
  /** Each line's number in its file, shown by the page; without it lines carry no number. */
  lineNumbers?: number[]
  /** Lines of `code`, counted from 1, that get the class `marked`. */
  marked?: Set<number>
}

export type Highlight = (options: HighlightOptions) => Element

/** Grammars only ever get read, so every build in this process shares one set: loading it takes 0.2 s. */
let loading: ReturnType<typeof loadShiki> | undefined

function loadShiki() {
  const theme = createCssVariablesTheme({ name: 'tk', variablePrefix: '--tk-' })
  return createHighlighter({ themes: [theme], langs: Object.values(grammars) })
}

/**
 * Loads the grammars; the returned function colours code as
 * `<pre><code><span class="line" data-line="7"><span class="tk-keyword">…`, one `line` span per line, each with
 * its newline inside, so that the text is right whether the page shows lines as blocks or inline.
 */
export async function createHighlight(): Promise<Highlight> {
  loading ??= loadShiki()
  const shiki = await loading

  return function highlight({ code, language, lineNumbers, marked }) {
    const { tokens } = shiki.codeToTokens(code, {
      lang: grammars[language],
      theme: 'tk',
      // Shiki gives up on a line after half a second. On a busy machine that would leave lines uncoloured, and other ones in
      // the prerendered page than in its script, which React then draws anew.
      tokenizeTimeLimit: 0,
    })
    const lines = tokens.map((line, index) => {
      const number = lineNumbers?.[index]
      return element(
        'span',
        {
          className: marked?.has(index + 1) ? ['line', 'marked'] : ['line'],
          ...(number === undefined ? {} : { 'data-line': String(number) }),
        },
        [...line.map(toSpan), { type: 'text', value: '\n' }],
      )
    })
    return element('pre', {}, [element('code', { className: [`language-${language}`] }, lines)])
  }
}

function toSpan(token: ThemedToken): ElementContent {
  const text: ElementContent = { type: 'text', value: token.content }
  const name = /^var\(--tk-token-([a-z-]+)\)$/.exec(token.color ?? '')?.[1]
  if (name === undefined) return text
  const className = name === 'string-expression' ? 'tk-string' : `tk-${name}`
  return element('span', { className: [className] }, [text])
}

function element(
  tagName: string,
  properties: Element['properties'],
  children: ElementContent[],
): Element {
  return { type: 'element', tagName, properties, children }
}
