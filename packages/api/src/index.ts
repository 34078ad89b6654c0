export * from './client.ts'
export * from './contract.ts'
export * from './patient-sources.ts'
export * from './route-roles.ts'
