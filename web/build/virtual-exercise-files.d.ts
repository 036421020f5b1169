declare module 'virtual:exercise-files' {
  /** Lesson folder name -> the names of its exercise's files; built by exercise-files-plugin.ts. */
  export const exerciseFiles: Record<string, string[]>
}
