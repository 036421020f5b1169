declare module 'virtual:limiter-scripts' {
  /** Path from the repository's root -> its lines; built by limiter-scripts-plugin.ts. */
  export const limiterScripts: Record<string, import('../editor/listed-line.ts').ListedLine[]>
}
