import { leftAlone, nothingSent, stateKept, tryAgain, untouched } from './said-often.ts';

export const jobErrors = {
  'usage/invalid': ['Noget i det er ikke gyldigt.', nothingSent, 'Ret det, og prøv igen.'],
  'job/not-found': [
    'Der er ikke noget sådant job.',
    untouched,
    'Se i listen over job; det kan være fjernet i et andet vindue.',
  ],
  'job/wrong-state': [
    'Det kan jobbet ikke i sin nuværende tilstand.',
    untouched,
    'Åbn jobbet: det viser sin tilstand, og hvad der kan gøres.',
  ],
  'job/resource-held': [
    'Et andet ufærdigt job sender allerede til en af disse VTN-ressourcer.',
    nothingSent,
    'Genoptag, annuller eller fjern først det job.',
  ],
  'job/running-elsewhere': [
    'En anden Meterhaul-proces kører dette job.',
    'Den proces fortsætter; intet blev sendt herfra.',
    'Stop det dér, eller vent, til det er slut.',
  ],
  'job/lease-lost': [
    'En anden Meterhaul-proces har overtaget jobbet.',
    'Denne proces holdt op med at sende; den anden fortsætter ud fra samme hovedbog.',
    'Følg jobbet dér.',
  ],
  'job/interrupted': ['Jobbet blev stoppet.', stateKept, 'Genoptag det, når du vil.'],
  'ledger/disk-full': [
    'Disken med hovedbogen er fuld.',
    'Afsendelsen stoppede; det bekræftede forbliver bekræftet.',
    'Skaf plads, og genoptag så.',
  ],
  'ledger/locked': [
    'Et andet program holder hovedbogen låst.',
    stateKept,
    'Luk det program, og genoptag så.',
  ],
  'ledger/unwritable': [
    'Der kan ikke skrives i hovedbogen.',
    stateKept,
    'Kontrollér rettighederne til den mappe, som indstillingerne nævner som stedet, hvor tingene ligger.',
  ],
  'ledger/corrupt': [
    'Hovedbogen er beskadiget.',
    'Der skrives ikke mere i den. Det, VTN’en har bekræftet, er hos VTN’en og bliver der.',
    'Start Meterhaul igen: den beskadigede hovedbog lægges til side, intet slettes, en ny begyndes, og det oplyses, hvor den gamle er.',
  ],
  'ledger/network-drive': [
    'Mappen med hovedbogen ligger på et netværksdrev.',
    'Intet blev åbnet, og intet blev sendt: på sådan et drev kunne hovedbogen ikke holde, hvad den lover.',
    'Den, der starter Meterhaul, kan vælge en mappe på en disk i denne computer.',
  ],
  'ledger/newer-schema': [
    'Hovedbogen er skrevet af en nyere Meterhaul.',
    leftAlone,
    'Installér den version eller en nyere.',
  ],
  'engine/cancelled': [
    'En person stoppede det, før det var færdigt.',
    'Intet blev ændret af det.',
    'Start det igen, når du vil have resultatet.',
  ],
  'draft/not-found': [
    'Der er ingen sådan migrering under forberedelse.',
    untouched,
    'Den er startet eller fjernet i et andet vindue: se listen over job.',
  ],
  'draft/incomplete': [
    'Noget mangler, før denne migrering kan blive til et job.',
    nothingSent,
    'Alt, der mangler, står på listen med det trin, hvor det rettes.',
  ],
  'profile/not-found': [
    'Der er ingen destination med det navn.',
    nothingSent,
    'Vælg en fra listen, eller tilføj den.',
  ],
  'profile/invalid': [
    'Noget i denne destination er ikke gyldigt.',
    nothingSent,
    'Ret det, som meddelelsen nævner, og gem igen.',
  ],
  'vault/unavailable': [
    'Denne computers nøglering tog ikke imod hemmeligheden eller gav den ikke.',
    'Hemmeligheden er ikke skrevet andre steder.',
    'Lås nøgleringen op, og prøv igen, eller behold kun hemmeligheden i denne session.',
  ],
  'engine/stopped': ['Motorens proces sluttede.', stateKept, tryAgain],
  'engine/bug': [
    'Meterhaul lavede en fejl.',
    stateKept,
    'Gem diagnostik i indstillingerne, og send den til udviklerne; den indeholder ingen hemmeligheder.',
  ],
} as const;
