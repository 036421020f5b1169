// The MDX compiler with what every lesson gets. Front matter is cut out and not exported: an export besides the
// component would make React's fast refresh reload the whole page at each edit of a lesson.
import mdx, { type Options } from '@mdx-js/rollup'
import rehypeSlug from 'rehype-slug'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'

type RehypePlugins = NonNullable<Options['rehypePlugins']>

/** @param rehypePlugins run after headings have their ids */
export function createLessonMdx(rehypePlugins: RehypePlugins) {
  return mdx({
    remarkPlugins: [remarkFrontmatter, remarkGfm],
    rehypePlugins: [rehypeSlug, ...rehypePlugins],
  })
}
