/** As the Back button of the phone; where there is nothing to go back to, the first screen. */
export function goBack(): void {
  if (history.length > 1) history.back()
  else location.hash = '#/'
}
