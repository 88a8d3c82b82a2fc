import { nothingSent, stateKept } from './said-often.ts';

const nothingTaken = 'Ingenting ble tatt fra den.';

export const haulErrors = {
  'source/stage-damaged': [
    'Kopien av det som gjenstår å sende, er skadet, borte eller har ikke intervallet som trengs.',
    stateKept,
    'Sørg for at jobbens filer er der, gi opp kopiene og gjenoppta: da leser jobben filene sine igjen.',
  ],
  'haul/missing': [
    '.haul-filen er ikke der.',
    nothingTaken,
    'Sjekk navn og mappe, og at stasjonen er satt inn.',
  ],
  'haul/not-one': [
    'Filen er ingen .haul-fil.',
    `${nothingTaken} ${nothingSent}`,
    'Velg filen som ble skrevet da jobben ble overlevert. Filer med målinger sendes med en ny jobb.',
  ],
  'haul/damaged': [
    '.haul-filen er skadet eller kuttet av.',
    `${nothingTaken} ${nothingSent}`,
    'Kopier den en gang til fra der den ble skrevet. Er den skadet der også, så overlever jobben igjen på datamaskinen som skrev den: jobben og det som gjenstår å sende, er bevart der.',
  ],
  'haul/newer-version': [
    'Filen er skrevet av en nyere Meterhaul.',
    nothingTaken,
    'Installer den versjonen eller en nyere her.',
  ],
  'haul/already-here': [
    'Jobben i denne overleveringen er her allerede eller har vært her.',
    nothingTaken,
    'Se jobben i listen over jobber, og gå videre med den. Er den fjernet her og fortsatt overlevert der den kom fra, så overlever den igjen der, og motta den nye filen.',
  ],
  'haul/unsure': [
    'En overlevering av denne jobben er begynt, og det er ikke kjent om filen er hel.',
    'Ingenting sendes herfra, slik at aldri to datamaskiner sender den samme jobben.',
    'Sett stasjonen eller mappen tilbake der filen ble skrevet, og åpne Meterhaul igjen: den ser etter og går videre selv. Er filen tapt for godt, så overlever jobben igjen og motta den filen her.',
  ],
} as const;
