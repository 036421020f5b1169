// Runs before the first paint, so that a chosen theme and folded columns do not flash. A file of its own because the
// content security policy allows no inline script. The page reads and writes the same names: web/core/page-settings.ts.
;(() => {
  const page = document.documentElement
  page.dataset.js = ''
  for (const name of ['theme', 'tree', 'live']) {
    try {
      const value = localStorage.getItem(`workbook:${name}`)
      if (value === 'light' || value === 'dark' || value === 'folded') page.dataset[name] = value
    } catch {
      // Storage is blocked: the page follows the system and starts unfolded.
    }
  }
})()
