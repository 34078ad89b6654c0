export { demoAccounts, demoPractice } from './accounts.ts'
export { loadDemoPractice } from './load-demo-practice.ts'
