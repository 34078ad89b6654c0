import {
  type KyselyPlugin,
  type OperationNode,
  TableNode,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  type QueryResult,
  type RootOperationNode,
  type UnknownRow,
} from 'kysely'
import { appendOnlyTables } from './database.ts'

const guarded: ReadonlySet<string> = new Set(appendOnlyTables)

/** Refuses to change or remove what the record only ever adds, whoever asks. */
export class AppendOnlyPlugin implements KyselyPlugin {
  transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    for (const table of changedTables(node)) {
      if (guarded.has(table)) throw new RangeError(`append-only: rows of "${table}" are never changed or removed`)
    }
    return node
  }

  transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return Promise.resolve(result)
  }
}

function changedTables(node: RootOperationNode): readonly string[] {
  if (node.kind === 'UpdateQueryNode') return tableNames(node.table)
  if (node.kind === 'DeleteQueryNode') return node.from.froms.flatMap(tableNames)
  if (node.kind === 'InsertQueryNode' && node.onConflict?.updates !== undefined) return tableNames(node.into)
  return []
}

function tableNames(node: OperationNode | undefined): readonly string[] {
  return node !== undefined && TableNode.is(node) ? [node.table.identifier.name] : []
}
