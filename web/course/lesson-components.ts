// What a lesson.mdx may use besides Markdown. Where a part throws, the text around it stays.
import type { MDXComponents } from 'mdx/types'
import { ConnectedTo } from '../connection/ConnectedTo.tsx'
import { ConnectionChecker } from '../connection/ConnectionChecker.tsx'
import { Code } from '../editor/Code.tsx'
import { labWidgets } from '../labs/lesson-widgets.ts'
import { NextjsApp } from '../nextjs/NextjsApp.tsx'
import { TryNextjs } from '../nextjs/TryNextjs.tsx'
import { RequestButton } from '../playground/RequestButton.tsx'
import { guarded } from '../ui/ErrorBoundary.tsx'
import { TextLink } from '../ui/TextLink.tsx'
import { Aside, Recap } from './Aside.tsx'
import { PredictCrowd } from './crowd/PredictCrowd.tsx'
import { TryCrowd } from './crowd/TryCrowd.tsx'
import { Exercise } from './Exercise.tsx'
import { FlowFigure } from './flow/FlowFigure.tsx'
import { NamedPart } from './flow/NamedPart.tsx'
import { Term } from './glossary/Term.tsx'
import { LessonTable } from './LessonTable.tsx'
import { Predict } from './Predict.tsx'
import { Choice, Quiz, Why } from './Quiz.tsx'
import { TryIt } from './TryIt.tsx'

export const lessonComponents = {
  a: TextLink,
  table: LessonTable,
  ...labWidgets,
  Aside,
  Choice,
  Code,
  ConnectedTo: guarded(ConnectedTo),
  ConnectionChecker: guarded(ConnectionChecker),
  Exercise: guarded(Exercise),
  FlowFigure: guarded(FlowFigure),
  NamedPart,
  NextjsApp: guarded(NextjsApp),
  Predict: guarded(Predict),
  PredictCrowd: guarded(PredictCrowd),
  Quiz: guarded(Quiz),
  Recap,
  RequestButton: guarded(RequestButton),
  Term: guarded(Term),
  TryCrowd: guarded(TryCrowd),
  TryIt: guarded(TryIt),
  TryNextjs: guarded(TryNextjs),
  Why,
} satisfies MDXComponents
