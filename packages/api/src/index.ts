export * from './client.ts'
export * from './contract.ts'
export * from './patient-sources.ts'
