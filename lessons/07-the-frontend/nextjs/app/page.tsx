import { JokeButton } from './JokeButton.tsx'
import { language } from './language.ts'
import { messages } from './messages.ts'
import { workbookUrl } from './workbook-url.ts'

export default async function Page() {
  const spoken = await language()
  const texts = messages[spoken]
  return (
    <>
      <h1>{texts.title}</h1>
      <p className="lead">{texts.lead}</p>
      <JokeButton language={spoken} />
      <nav>
        <a href="/asked-by-the-server">{texts.elsewhere}</a>
        <a href={`${workbookUrl()}/lessons/07-the-frontend/`}>{texts.workbook}</a>
      </nav>
    </>
  )
}
