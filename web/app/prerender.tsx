// The page as HTML, for scripts/build.ts: everything that can be read before, or without, JavaScript.
import { StrictMode } from 'react'
import { renderToString } from 'react-dom/server'
import { App } from './App.tsx'
import { loadPage, type Page, pageHead, pagePaths } from './page.ts'

export { pagePaths }

export type Prerendered = {
  kind: Page['kind']
  title: string
  description: string
  html: string
}

/** Draws the page of this address, for example "/lessons/04-atomic-counter/". An unknown one gives the 404 page. */
export async function prerender(path: string): Promise<Prerendered> {
  const page = await loadPage(path)
  const html = renderToString(
    <StrictMode>
      <App page={page} ssrPath={path} />
    </StrictMode>,
  )
  return { kind: page.kind, ...pageHead(page), html }
}
