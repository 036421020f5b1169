import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import './globals.css'
import { language } from './language.ts'
import { messages } from './messages.ts'

export async function generateMetadata(): Promise<Metadata> {
  const { title, description } = messages[await language()]
  return { title: `${title} · Next.js`, description }
}

export default async function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang={await language()}>
      <body>
        <main>{children}</main>
      </body>
    </html>
  )
}
