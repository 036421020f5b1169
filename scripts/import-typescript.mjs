let registered = false

/**
 * Imports a TypeScript module into this process through tsx (Node 20 cannot by itself).
 * @param {string} path from the scripts folder
 */
export async function importTypeScript(path) {
  if (!registered) {
    // Not at the top of the file: setup runs before tsx is installed.
    const { register } = await import('tsx/esm/api')
    register()
    registered = true
  }
  return import(new URL(path, import.meta.url).href)
}
