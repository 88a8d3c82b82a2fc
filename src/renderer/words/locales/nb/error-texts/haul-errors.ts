import { nothingSent, stateKept } from './said-often.ts';

const nothingTaken = 'Ingenting ble tatt fra den.';

export const haulErrors = {
  'source/stage-damaged': [
    'Kopien av det som gjenstår å sende, er skadet, borte eller har ikke intervallet som trengs.',
    stateKept,
    'Sørg for at jobbens filer er der, gi opp kopiene og gjenoppta: da leser jobben filene sine igjen.',
  ],
  'haul/damaged': [
    'Filen er ingen .haul-fil, eller den er skadet eller kuttet av.',
    `${nothingTaken} ${nothingSent}`,
    'Kopier den en gang til fra der den ble skrevet. Jobben står der som overlevert, og boken dens er bevart.',
  ],
  'haul/newer-version': [
    'Filen er skrevet av en nyere Meterhaul.',
    nothingTaken,
    'Installer den versjonen eller en nyere her.',
  ],
  'haul/already-here': [
    'Denne overleveringen er allerede mottatt her.',
    'Den ble ikke tatt inn en gang til.',
    'Se i listen over jobber etter jobben som kom av den. Er den fjernet, så overlever jobben på nytt der den kom fra.',
  ],
  'haul/unsure': [
    'En overlevering av denne jobben er begynt, og det er ikke kjent om filen er hel.',
    'Ingenting sendes herfra, slik at aldri to datamaskiner sender den samme jobben.',
    'Sett stasjonen eller mappen tilbake der filen ble skrevet, og åpne Meterhaul igjen: den ser etter og går videre selv. Er filen tapt for godt, så overlever jobben igjen og motta den filen her.',
  ],
} as const;
