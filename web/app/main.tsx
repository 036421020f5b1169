import { StrictMode } from 'react'
import { createRoot, hydrateRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { loadPage } from './page.ts'
import './styles.css'

const root = document.getElementById('root')
if (!root)
  throw new Error('index.html has no element with the id "root": the page has nowhere to go')

void show(root)

// Not a top-level await: the page's code imports modules from the same file as this one, and would wait for it for ever.
async function show(root: HTMLElement): Promise<void> {
  const app = (
    <StrictMode>
      <App page={await loadPage(window.location.pathname)} />
    </StrictMode>
  )
  // The built page is prerendered; the dev server's is empty.
  if (root.firstElementChild) hydrateRoot(root, app)
  else createRoot(root).render(app)
}
