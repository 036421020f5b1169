/// <reference types="mdx" />

declare module 'virtual:lessons' {
  /** Every lesson under lessons/, by number; built by web/mdx/lesson-plugins.ts. */
  export const lessons: import('./lesson-meta.ts').LessonMeta[]
}
