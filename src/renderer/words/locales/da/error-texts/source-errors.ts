import { nothingSent, othersGoOn, stateKept } from './said-often.ts';

export const sourceErrors = {
  'source/out-of-bounds': [
    'Filen ligger uden for den mappe, som disse sider må bruge.',
    nothingSent,
    'Læg filen i den mappe, eller upload den; den, der startede siderne, kan også give dem en anden mappe.',
  ],
  'source/upload-too-large': [
    'Filen er større, end en upload må være.',
    nothingSent,
    'Læg filen i sidernes mappe; den, der startede siderne, kan også tillade større uploads.',
  ],
  'source/upload-incomplete': [
    'Uploaden af en fil nåede ikke til ende.',
    'Det, der var kommet af filen, er fjernet; intet blev sendt til VTN’en.',
    'Upload den igen; på en dårlig linje: læg den i sidernes mappe på en anden måde.',
  ],
  'source/missing': [
    'En kildefil er ikke, hvor den var.',
    stateKept,
    'Bring den tilbage, eller åbn jobbet, og vælg dens nye plads.',
  ],
  'source/unreadable': [
    'En kildefil kan ikke læses.',
    nothingSent,
    'Kontrollér, at filen er hel, og at du må læse den.',
  ],
  'source/unsupported': [
    'Filen er af en slags, som Meterhaul ikke læser.',
    nothingSent,
    'Giv en CSV-, NEM12-, HDF5- eller SQLite-fil, også i gzip eller zip, eller en resources.db med dens load_data.h5.',
  ],
  'source/locked': [
    'Et andet program holder filen låst.',
    nothingSent,
    'Luk det program, eller kopiér filen, og prøv igen.',
  ],
  'source/schema-missing': [
    'Ressourcedatabasen er ældre end dette format: en tabel eller kolonne mangler.',
    nothingSent,
    'Åbn den én gang med en nyere VEN-klient, som bringer den ajour, eller bed om en nyere eksport.',
  ],
  'source/changed': [
    'En kildefil er ikke længere den, som jobbet blev planlagt ud fra.',
    'Intet af den ændrede fil er sendt; en blanding sendes aldrig.',
    'Gendan filen, og genoptag, eller annuller jobbet, og begynd en ny migrering med den ændrede fil.',
  ],
  'source/meter-missing': [
    'Målefilen har ingen sådan måler.',
    othersGoOn,
    'Bed om en målefil, der har denne måler.',
  ],
  'source/component-missing': [
    'Måleren har ingen sådan lastkomponent.',
    othersGoOn,
    'Bed om en målefil, der har denne komponent.',
  ],
  'source/dataset-unreadable': [
    'Lastens målinger kan ikke læses.',
    othersGoOn,
    'Bed om en frisk kopi af målefilen.',
  ],
  'source/filter-missing': [
    'Målingerne er komprimeret med en metode, som Meterhaul ikke har.',
    othersGoOn,
    'Bed om filen med gzip-komprimering, eller skriv den om med h5repack.',
  ],
  'source/time-precision': [
    'Tidsstemplerne er gemt for groft til at skelne intervallerne.',
    othersGoOn,
    'Bed om filen med 64-bit tidsstempler.',
  ],
  'source/time-unrecognised': [
    'Tidsstemplerne er ikke epoch-sekunder, ms, µs eller ns fra noget sandsynligt år.',
    othersGoOn,
    'Se på de første rækker ved trinnet Tilknytning, og vælg en anden tidskolonne.',
  ],
  'source/no-readings': [
    'Lasten har ingen måling, der kan sendes.',
    othersGoOn,
    'Se på serien ved trinnet Forhåndsvisning.',
  ],
  'source/too-long': [
    'Serien har flere rækker, end der kan sorteres i hukommelsen.',
    othersGoOn,
    'Del datasættet op efter år.',
  ],
  'source/reader-crashed': [
    'Læsningen af filen fik læseren til at gå ned.',
    othersGoOn,
    'Filen er sandsynligvis beskadiget; bed om en frisk kopi.',
  ],
} as const;
