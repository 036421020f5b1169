// Names the cascade's layers at the top of every style sheet, so that it does not matter which sheet arrives first.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/** @param root the repository's root. Throws when styles.css has no line that names the layers. */
export function layersPlugin({ root }: { root: string }): Plugin {
  const styles = readFileSync(join(root, 'web', 'app', 'styles.css'), 'utf8')
  const [layers] = /^@layer [\w, ]+;/m.exec(styles) ?? []
  if (!layers) throw new Error('web/app/styles.css has no line that names the layers.')
  return {
    name: 'workbook:layers',
    transform: {
      order: 'pre',
      filter: { id: /\/web\/.*\.css$/ },
      handler: (code) => `${layers}\n${code}`,
    },
  }
}
