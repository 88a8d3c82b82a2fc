/** The families of rules by which clocks change, and the zones that follow each today. */
export type ClockRule = 'eu' | 'us' | 'au' | 'nz' | 'other';

/**
 * Zones whose changeovers are looked for, the likelier ones first within each rule. Zones that share all
 * changeovers on the wall cannot be told apart by readings. Source: the IANA time zone database.
 */
export const zonesByRule: Readonly<Record<ClockRule, readonly string[]>> = {
  eu: [
    'Europe/Berlin',
    'Europe/Paris',
    'Europe/Amsterdam',
    'Europe/Brussels',
    'Europe/Vienna',
    'Europe/Copenhagen',
    'Europe/Oslo',
    'Europe/Stockholm',
    'Europe/Rome',
    'Europe/Madrid',
    'Europe/Prague',
    'Europe/Warsaw',
    'Europe/Zurich',
    'Europe/Budapest',
    'Europe/London',
    'Europe/Dublin',
    'Europe/Lisbon',
    'Europe/Helsinki',
    'Europe/Athens',
    'Europe/Bucharest',
    'Europe/Sofia',
    'Europe/Tallinn',
    'Europe/Riga',
    'Europe/Vilnius',
    'Europe/Kyiv',
    'Atlantic/Azores',
  ],
  us: [
    'America/New_York',
    'America/Chicago',
    'America/Denver',
    'America/Los_Angeles',
    'America/Toronto',
    'America/Halifax',
    'America/St_Johns',
    'America/Anchorage',
  ],
  au: [
    'Australia/Sydney',
    'Australia/Melbourne',
    'Australia/Adelaide',
    'Australia/Hobart',
    'Australia/Lord_Howe',
  ],
  nz: ['Pacific/Auckland'],
  other: [
    'America/Santiago',
    'America/Sao_Paulo',
    'America/Mexico_City',
    'America/Havana',
    'America/Asuncion',
    'Asia/Jerusalem',
    'Asia/Beirut',
    'Africa/Cairo',
    'Africa/Casablanca',
    'Europe/Istanbul',
    'Europe/Moscow',
    'Europe/Chisinau',
  ],
};
