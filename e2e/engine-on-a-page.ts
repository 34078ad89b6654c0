/** What the browser runs when a test asks the engine itself, without any app around it. */
export { canonicalJson } from '@dosis/domain'
export { assess } from '@dosis/engine'
