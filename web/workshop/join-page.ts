import { joinMessages } from '../messages/en/join.ts'
import { JoinPage } from './JoinPage.tsx'

const { title, description } = joinMessages

export const joinPage = { Body: JoinPage, title, description }
