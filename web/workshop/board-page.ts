import { boardMessages } from '../messages/en/board.ts'
import { BoardPage } from './board/BoardPage.tsx'

const { title, description } = boardMessages

export const boardPage = { Body: BoardPage, title, description }
