import { BoardPage } from './board/BoardPage.tsx'
import { boardMessages } from './board/messages.ts'

const { title, description } = boardMessages

export const boardPage = { Body: BoardPage, title, description }
