/// <reference types="mdx" />

declare module 'virtual:lessons' {
  /** Every lesson under lessons/, by number; built by web/build/lesson-plugins.ts. */
  export const lessons: import('../core/lesson-meta.ts').LessonMeta[]
}
