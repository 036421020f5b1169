// What a lesson.mdx may use besides Markdown.
import type { MDXComponents } from 'mdx/types'
import { ConnectedTo } from '../connection/ConnectedTo.tsx'
import { ConnectionChecker } from '../connection/ConnectionChecker.tsx'
import { Code } from '../editor/Code.tsx'
import { labWidgets } from '../labs/lesson-widgets.ts'
import { NextjsApp } from '../nextjs/NextjsApp.tsx'
import { TryNextjs } from '../nextjs/TryNextjs.tsx'
import { RequestButton } from '../playground/RequestButton.tsx'
import { TextLink } from '../ui/TextLink.tsx'
import { Aside } from './Aside.tsx'
import { PredictCrowd } from './crowd/PredictCrowd.tsx'
import { TryCrowd } from './crowd/TryCrowd.tsx'
import { Exercise } from './Exercise.tsx'
import { FlowFigure } from './flow/FlowFigure.tsx'
import { NamedPart } from './flow/NamedPart.tsx'
import { Term } from './glossary/Term.tsx'
import { LessonTable } from './LessonTable.tsx'
import { Predict } from './Predict.tsx'
import { Choice, Quiz, Why } from './Quiz.tsx'
import { Recap } from './Recap.tsx'
import { TryIt } from './TryIt.tsx'

export const lessonComponents = {
  a: TextLink,
  table: LessonTable,
  ...labWidgets,
  Aside,
  Choice,
  Code,
  ConnectedTo,
  ConnectionChecker,
  Exercise,
  FlowFigure,
  NamedPart,
  NextjsApp,
  Predict,
  PredictCrowd,
  Quiz,
  Recap,
  RequestButton,
  Term,
  TryCrowd,
  TryIt,
  TryNextjs,
  Why,
} satisfies MDXComponents
