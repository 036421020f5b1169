import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { aboutPlugin } from './web/build/about-plugin.ts'
import { exerciseFilesPlugin } from './web/build/exercise-files-plugin.ts'
import { glossaryPlugin } from './web/build/glossary-plugin.ts'
import { lessonPlugins } from './web/build/lesson-plugins.ts'
import { limiterScriptsPlugin } from './web/build/limiter-scripts-plugin.ts'
import { searchPlugin } from './web/build/search-plugin.ts'

const root = import.meta.dirname
const server = `http://127.0.0.1:${process.env.PORT ?? 3000}`

export default defineConfig({
  root: resolve(root, 'web'),
  plugins: [
    ...lessonPlugins({ root }),
    exerciseFilesPlugin({ root }),
    limiterScriptsPlugin({ root }),
    glossaryPlugin({ root }),
    searchPlugin({ root }),
    aboutPlugin({ root }),
    react({ include: /\.(mdx|tsx)$/ }),
  ],
  build: {
    // The oldest browsers that know light-dark(): https://caniuse.com/mdn-css_types_color_light-dark
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    cssCodeSplit: false,
    // The content security policy has no data: for fonts, and every script is a file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What every page loads first is one file: sixty small ones compress worse and take a request each.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'first-load', tags: ['$initial'] }] } },
    },
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    strictPort: true,
    // Lessons are beside web/, and show regions of server files.
    fs: { allow: [root] },
    proxy: { '/api/': server, '/healthz': server, '/readyz': server },
  },
})
