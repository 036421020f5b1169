// How a link opens a file in an editor. Each has an address scheme of its own that the system hands to it.
// Sources: https://code.visualstudio.com/docs/configure/command-line#_opening-vs-code-with-urls,
// https://www.jetbrains.com/help/webstorm/opening-files-from-command-line.html, https://zed.dev/docs/reference/cli

export const editors = ['none', 'vscode', 'cursor', 'webstorm', 'zed'] as const
export type Editor = (typeof editors)[number]

export function isEditor(name: string | null): name is Editor {
  return editors.some((editor) => editor === name)
}

/**
 * The address that opens a file of the checkout.
 * @param root the checkout's absolute path, as its machine writes it
 * @param file path from the checkout's root
 */
export function editorUrl(
  editor: Exclude<Editor, 'none'>,
  { root, file, line = 1 }: { root: string; file: string; line?: number },
): string {
  const path = `${root.replaceAll('\\', '/').replace(/\/$/, '')}/${file}`
  const absolute = path.startsWith('/') ? path : `/${path}`
  if (editor === 'webstorm') {
    return `webstorm://open?file=${encodeURIComponent(path)}&line=${line}`
  }
  const segments = absolute.split('/').map(encodeURIComponent).join('/').replaceAll('%3A', ':')
  return `${editor}://file${segments}:${line}`
}
