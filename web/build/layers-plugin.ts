// Every built style sheet names the cascade's layers in their order, so that the order in which sheets arrive is nothing.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/** @param root the repository's root. Throws when styles.css names no layers. */
export function layersPlugin({ root }: { root: string }): Plugin {
  const styles = readFileSync(join(root, 'web', 'app', 'styles.css'), 'utf8')
  const [layers] = /^@layer [\w, ]+;/m.exec(styles) ?? []
  if (!layers) throw new Error('web/app/styles.css has no line that names the layers.')
  return {
    name: 'workbook:layers',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type === 'asset' && file.fileName.endsWith('.css')) {
            file.source = layers + file.source
          }
        }
      },
    },
  }
}
