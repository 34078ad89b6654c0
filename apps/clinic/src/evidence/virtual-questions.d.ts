declare module 'virtual:evidence-questions' {
  const questions: readonly import('./question.ts').BuiltQuestion[]
  export default questions
}
