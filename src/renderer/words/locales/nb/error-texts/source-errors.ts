import { nothingSent, othersGoOn, stateKept } from './said-often.ts';

export const sourceErrors = {
  'source/out-of-bounds': [
    'Filen ligger utenfor mappen som disse sidene kan bruke.',
    nothingSent,
    'Legg filen i den mappen eller last den opp; den som startet sidene, kan også gi dem en annen mappe.',
  ],
  'source/upload-too-large': [
    'Filen er større enn en opplasting kan være.',
    nothingSent,
    'Legg filen i mappen til sidene; den som startet sidene, kan også tillate større opplastinger.',
  ],
  'source/upload-incomplete': [
    'Opplastingen av en fil kom ikke til ende.',
    'Det som var kommet av filen, er fjernet; ingenting ble sendt til VTN-en.',
    'Last den opp igjen; på en dårlig linje: legg den i mappen til sidene på en annen måte.',
  ],
  'source/missing': [
    'En kildefil er ikke der den var.',
    stateKept,
    'Få den tilbake, eller åpne jobben og velg den nye plassen.',
  ],
  'source/unreadable': [
    'En kildefil kan ikke leses.',
    nothingSent,
    'Kontroller at filen er hel, og at du har lov til å lese den.',
  ],
  'source/unsupported': [
    'Filen er av et slag som Meterhaul ikke leser.',
    nothingSent,
    'Gi en CSV-, NEM12-, HDF5- eller SQLite-fil, også i gzip eller zip, eller en resources.db med sin load_data.h5.',
  ],
  'source/locked': [
    'Et annet program holder filen låst.',
    nothingSent,
    'Lukk det programmet, eller kopier filen, og prøv igjen.',
  ],
  'source/schema-missing': [
    'Ressursdatabasen er eldre enn dette formatet: en tabell eller kolonne mangler.',
    nothingSent,
    'Åpne den én gang med en nyere VEN-klient, som oppdaterer den, eller be om en nyere eksport.',
  ],
  'source/changed': [
    'En kildefil er ikke lenger den som jobben ble planlagt fra.',
    'Ingenting av den endrede filen er sendt; en blanding sendes aldri.',
    'Gjenopprett filen og gjenoppta, eller avbryt jobben og begynn en ny migrering med den endrede filen.',
  ],
  'source/meter-missing': [
    'Målefilen har ingen slik måler.',
    othersGoOn,
    'Be om en målefil som har denne måleren.',
  ],
  'source/component-missing': [
    'Måleren har ingen slik lastkomponent.',
    othersGoOn,
    'Be om en målefil som har denne komponenten.',
  ],
  'source/dataset-unreadable': [
    'Målingene til lasten kan ikke leses.',
    othersGoOn,
    'Be om en ny kopi av målefilen.',
  ],
  'source/filter-missing': [
    'Målingene er komprimert med en metode som Meterhaul ikke har.',
    othersGoOn,
    'Be om filen med gzip-komprimering, eller skriv den om med h5repack.',
  ],
  'source/time-precision': [
    'Tidsstemplene er lagret for grovt til å skille intervallene.',
    othersGoOn,
    'Be om filen med 64-biters tidsstempler.',
  ],
  'source/time-unrecognised': [
    'Tidsstemplene er ikke epoch-sekunder, ms, µs eller ns fra noe sannsynlig år.',
    othersGoOn,
    'Se på de første radene på trinnet Tilordning, og velg en annen tidskolonne.',
  ],
  'source/no-readings': [
    'Lasten har ingen måling som kan sendes.',
    othersGoOn,
    'Se på serien på trinnet Forhåndsvisning.',
  ],
  'source/too-long': [
    'Serien har flere rader enn det kan sorteres i minnet.',
    othersGoOn,
    'Del datasettet etter år.',
  ],
  'source/reader-crashed': [
    'Lesingen av filen fikk leseren til å krasje.',
    othersGoOn,
    'Filen er sannsynligvis skadet; be om en ny kopi.',
  ],
} as const;
