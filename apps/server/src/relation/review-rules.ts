import type { AccessReview } from '@dosis/api'

/** Which access a manager or administrator has to look at, each with the source that asks for it. */
export const reviewRules: AccessReview['rules'] = {
  /** Access with a reason, by who does not treat the patient. */
  outside: {
    source: {
      nl: 'NEN 7513, hoofdstuk 6: de noodprocedure wordt vastgelegd; WGBO, art. 7:457 BW: inzage voor wie rechtstreeks bij de behandeling betrokken is',
      en: 'NEN 7513, chapter 6: the emergency procedure is logged; WGBO, art. 7:457 BW: access for who is directly involved in the treatment',
    },
  },
  /**
   * Somebody opened a record because everyone in the practice may, and has not treated the patient: is in no team, and
   * stated nothing. One item per person, patient and day.
   */
  'read-only': {
    source: {
      nl: 'Autoriteit Persoonsgegevens over het HagaZiekenhuis, 2019: 85 medewerkers bekeken één dossier zonder behandelrelatie',
      en: 'Dutch Data Protection Authority on HagaZiekenhuis, 2019: 85 employees looked at one record without treating the patient',
    },
  },
}
