/** Which access a manager or administrator has to look at, each with the source that asks for it. */
export const reviewRules = {
  /** Access with a reason, by who does not treat the patient. */
  outside: {
    source:
      'NEN 7513:2018, chapter 6 (emergency procedure is logged); WGBO, art. 7:457 BW (only who is directly involved)',
  },
  /**
   * Somebody opened a record because everyone in the practice may, and has not treated the patient: is in no team, and
   * stated nothing. One item per person, patient and day.
   */
  'read-only': {
    source:
      'Autoriteit Persoonsgegevens, HagaZiekenhuis 2019: 85 employees opened one record without treating the patient; a hospital must check its log for that',
  },
} as const
