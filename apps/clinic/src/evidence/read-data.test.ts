import { expect, test } from 'vitest'
import { readData } from './read-data.ts'

test.each([
  ['commas', 'study,mean1,sd1\nA,1.5,2\nB,2,3\n'],
  ['semicolons, with decimal commas left as they are', 'study;mean1;sd1\nA;1.5;2\nB;2;3'],
  [
    'tabs, Windows line ends, a byte order mark and empty lines',
    '\uFEFFstudy\tmean1\tsd1\r\n\r\nA\t1.5\t2\r\nB\t2\t3\r\n',
  ],
  ['a JSON list of rows', '[{"study":"A","mean1":1.5,"sd1":2},{"study":"B","mean1":2,"sd1":3}]'],
  ['JSON with cols and rows', '{"cols":["study","mean1","sd1"],"rows":[["A",1.5,2],["B",2,3]]}'],
])('reads %s', (_, text) => {
  expect(readData(text)).toEqual({
    ok: true,
    table: {
      columns: ['study', 'mean1', 'sd1'],
      rows: [
        ['A', '1.5', '2'],
        ['B', '2', '3'],
      ],
    },
  })
})

test('keeps the sign between cells, quotes and line ends inside quotes', () => {
  expect(readData('study,n\n"Kerr, ""2001""\nRT",24')).toEqual({
    ok: true,
    table: { columns: ['study', 'n'], rows: [['Kerr, "2001"\nRT', '24']] },
  })
})

test.each([
  ['nothing', ' \n', { kind: 'empty' }],
  ['one column', 'study\nA', { kind: 'oneColumn' }],
  ['a row that is too short', 'study,n\nA,1\nB', { kind: 'unequal', row: 2, has: 1, needs: 2 }],
  ['a quotation mark that stays open', 'study,n\nA,1\n"B,2', { kind: 'quote', row: 2 }],
  ['columns of one name', 'study,n,n\nA,1,2', { kind: 'doubled', columns: ['n'] }],
  ['broken JSON', '[{"study":', { kind: 'json' }],
  ['JSON of something else', '[1,2]', { kind: 'records' }],
  ['JSON with a short row', '{"cols":["a","b"],"rows":[[1,2],[1]]}', { kind: 'unequal', row: 2, has: 1, needs: 2 }],
])('refuses %s', (_, text, problem) => {
  expect(readData(text)).toEqual({ ok: false, problem })
})
