export { cqlLibrary, libraryDefines, libraryName } from './cql/library.ts'
export * from './cql/names.ts'
export { type CqlParameters, cqlParameters } from './cql/parameters.ts'
export { exampleBase, knowledgeBundle } from './knowledge/bundle.ts'
