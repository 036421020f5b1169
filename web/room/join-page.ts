import { JoinPage } from './JoinPage.tsx'
import { joinMessages } from './join-messages.ts'

const { title, description } = joinMessages

export const joinPage = { Body: JoinPage, title, description }
