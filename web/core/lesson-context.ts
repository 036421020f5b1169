import { createContext } from 'react'

/** The folder of the lesson that is drawn; null outside of one. */
export const LessonContext = createContext<string | null>(null)
