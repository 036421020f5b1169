// A lesson's text as a tree that keeps its lines: what the checks of links, spelling and tags read.
import type { Root } from 'mdast'
import type {} from 'mdast-util-mdx'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import { unified } from 'unified'

/** @throws Error when the text is no MDX, with the place */
export function readMdx(source: string): Root {
  return unified()
    .use(remarkParse)
    .use(remarkFrontmatter)
    .use(remarkGfm)
    .use(remarkMdx)
    .parse(source)
}

/** Plain Markdown: instructor notes, hints, READMEs. */
export function readMarkdown(source: string): Root {
  return unified().use(remarkParse).use(remarkFrontmatter).use(remarkGfm).parse(source)
}
