import type { Knowledge, Statement, StatementId } from '@dosis/domain'

/** How a statement that could decide no longer can; `null` = it still can, or never could. */
export function takenBack(
  id: StatementId,
  before: Knowledge,
  after: Knowledge,
): { readonly before: string; readonly after: string } | null {
  const [was, is] = [before.statements[id], after.statements[id]]
  if (was === undefined || !mayDecide(was) || (is !== undefined && mayDecide(is))) return null
  return { before: was.verification, after: is === undefined ? 'removed' : is.verification }
}

/** Read in a source document, or in the publication that it names. */
function mayDecide({ verification }: Statement): boolean {
  return verification === 'S' || verification === 'V'
}
