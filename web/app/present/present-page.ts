import { presentMessages } from './messages.ts'
import { PresentPage } from './PresentPage.tsx'

const { title, description } = presentMessages

export const presentPage = { Body: PresentPage, title, description }
