/** A key of the keyboard. */
export function Kbd({ children }: { children: string }) {
  return <kbd className="d-kbd">{children}</kbd>
}
