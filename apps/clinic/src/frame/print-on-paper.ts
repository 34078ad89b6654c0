/** Paper is white: while a page is printed the light colours hold, whatever the reader chose for the screen. */
export function printOnPaper(): void {
  const root = document.documentElement
  let chosen: string | undefined
  window.addEventListener('beforeprint', () => {
    chosen = root.dataset['theme']
    root.dataset['theme'] = 'light'
  })
  window.addEventListener('afterprint', () => {
    if (chosen === undefined) delete root.dataset['theme']
    else root.dataset['theme'] = chosen
  })
}
