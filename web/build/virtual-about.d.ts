declare module 'virtual:about' {
  /** `bugsUrl`: package.json's `bugs`, where mistakes are reported; null while it has none. */
  export const about: { version: string; bugsUrl: string | null }
}
