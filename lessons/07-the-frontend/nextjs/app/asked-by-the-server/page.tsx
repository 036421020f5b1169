import { headers } from 'next/headers'
import { language } from '../language.ts'
import { fill, messages } from '../messages.ts'
import { Action } from './Action.tsx'
import { handOnAction, plainAction } from './actions.ts'
import { askForTheVisitor, askPlainly } from './ask-api.ts'
import { CountedAs } from './CountedAs.tsx'

export default async function AskedByTheServer() {
  const texts = messages[await language()].server
  const address = (await headers()).get('x-forwarded-for') ?? '?'
  const plain = await askPlainly()
  const handedOn = await askForTheVisitor()
  return (
    <>
      <h1>{texts.title}</h1>
      <p className="lead">{texts.lead}</p>
      <p>{fill(texts.yours, { address })}</p>
      <h2>{texts.component}</h2>
      <dl>
        <dt>{texts.naive}</dt>
        <dd data-testid="component-plain">
          <CountedAs counted={plain} texts={texts} />
        </dd>
        <dt>{texts.handedOn}</dt>
        <dd data-testid="component-handed-on">
          <CountedAs counted={handedOn} texts={texts} />
        </dd>
      </dl>
      <h2>{texts.action}</h2>
      <Action run={plainAction} label={texts.naive} texts={texts} />
      <Action run={handOnAction} label={texts.handedOn} texts={texts} />
      <p className="quiet">{texts.note}</p>
      <nav>
        <a href="/">{texts.back}</a>
      </nav>
    </>
  )
}
