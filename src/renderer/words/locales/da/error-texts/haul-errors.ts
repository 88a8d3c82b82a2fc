import { nothingSent, stateKept } from './said-often.ts';

const nothingTaken = 'Intet blev taget fra den.';

export const haulErrors = {
  'source/stage-damaged': [
    'Kopien af det, der mangler at blive sendt, er beskadiget, væk, eller har ikke det interval, der skal bruges.',
    stateKept,
    'Sørg for, at jobbets filer er der, opgiv kopierne og genoptag: så læser jobbet sine filer igen.',
  ],
  'haul/missing': ['.haul-filen er der ikke.', nothingTaken, 'Tjek navn og mappe, og at drevet sidder i.'],
  'haul/not-one': [
    'Filen er ikke en .haul-fil.',
    `${nothingTaken} ${nothingSent}`,
    'Vælg den fil, som blev skrevet, da jobbet blev overdraget. Filer med målinger sendes med et nyt job.',
  ],
  'haul/damaged': [
    '.haul-filen er beskadiget eller skåret af.',
    `${nothingTaken} ${nothingSent}`,
    'Kopiér den en gang til fra det sted, hvor den blev skrevet. Er den også beskadiget der, så overdrag jobbet igen på den computer, der skrev den: jobbet og det, der mangler at blive sendt, er bevaret der.',
  ],
  'haul/newer-version': [
    'Filen er skrevet af en nyere Meterhaul.',
    nothingTaken,
    'Installér den version eller en nyere her.',
  ],
  'haul/already-here': [
    'Jobbet i denne overdragelse er her allerede eller har været her.',
    nothingTaken,
    'Se jobbet i listen over jobs, og gå videre med det. Er det fjernet her og stadig overdraget der, hvor det kom fra, så overdrag det igen der, og modtag den nye fil.',
  ],
  'haul/unsure': [
    'En overdragelse af dette job er begyndt, og det vides ikke, om dens fil er hel.',
    'Intet sendes herfra, så aldrig to computere sender det samme job.',
    'Sæt drevet eller mappen tilbage, hvor filen blev skrevet, og åbn Meterhaul igen: den ser efter og går selv videre. Er filen tabt for altid, så overdrag jobbet igen og modtag den fil her.',
  ],
} as const;
