import { nothingSent, stateKept } from './said-often.ts';

const nothingTaken = 'Intet blev taget fra den.';

export const haulErrors = {
  'source/stage-damaged': [
    'Kopien af det, der mangler at blive sendt, er beskadiget, væk, eller har ikke det interval, der skal bruges.',
    stateKept,
    'Sørg for, at jobbets filer er der, opgiv kopierne og genoptag: så læser jobbet sine filer igen.',
  ],
  'haul/damaged': [
    'Filen er ikke en .haul-fil, eller den er beskadiget eller skåret af.',
    `${nothingTaken} ${nothingSent}`,
    'Kopiér den en gang til fra det sted, hvor den blev skrevet. Jobbet står der som overdraget, og dets bog er bevaret.',
  ],
  'haul/newer-version': [
    'Filen er skrevet af en nyere Meterhaul.',
    nothingTaken,
    'Installér den version eller en nyere her.',
  ],
  'haul/already-here': [
    'Denne overdragelse er allerede modtaget her.',
    'Den blev ikke taget ind en gang til.',
    'Se listen over jobs efter det job, der kom af den. Er det fjernet, så overdrag jobbet på ny, hvor det kom fra.',
  ],
  'haul/unsure': [
    'En overdragelse af dette job er begyndt, og det vides ikke, om dens fil er hel.',
    'Intet sendes herfra, så aldrig to computere sender det samme job.',
    'Sæt drevet eller mappen tilbage, hvor filen blev skrevet, og åbn Meterhaul igen: den ser efter og går selv videre. Er filen tabt for altid, så overdrag jobbet igen og modtag den fil her.',
  ],
} as const;
