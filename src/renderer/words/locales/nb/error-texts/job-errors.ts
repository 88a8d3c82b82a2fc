import { leftAlone, nothingSent, stateKept, tryAgain, untouched } from './said-often.ts';

export const jobErrors = {
  'usage/invalid': ['Noe i det er ikke gyldig.', nothingSent, 'Rett det og prøv igjen.'],
  'job/not-found': [
    'Det finnes ingen slik jobb.',
    untouched,
    'Se i listen over jobber; den kan være fjernet i et annet vindu.',
  ],
  'job/wrong-state': [
    'Det kan jobben ikke i tilstanden den er i.',
    untouched,
    'Åpne jobben: den viser tilstanden sin og hva som kan gjøres.',
  ],
  'job/resource-held': [
    'En annen uferdig jobb sender allerede til en av disse VTN-ressursene.',
    nothingSent,
    'Gjenoppta, avbryt eller fjern den jobben først.',
  ],
  'job/running-elsewhere': [
    'En annen Meterhaul-prosess kjører denne jobben.',
    'Den prosessen fortsetter; ingenting ble sendt herfra.',
    'Stopp den der, eller vent til den er ferdig.',
  ],
  'job/lease-lost': [
    'En annen Meterhaul-prosess har overtatt jobben.',
    'Denne prosessen sluttet å sende; den andre fortsetter fra samme hovedbok.',
    'Følg jobben der.',
  ],
  'job/interrupted': ['Jobben ble stoppet.', stateKept, 'Gjenoppta den når du vil.'],
  'ledger/disk-full': [
    'Disken med hovedboken er full.',
    'Sendingen stoppet; det som er bekreftet, forblir bekreftet.',
    'Skaff plass, og gjenoppta så.',
  ],
  'ledger/locked': [
    'Et annet program holder hovedboken låst.',
    stateKept,
    'Lukk det programmet, og gjenoppta så.',
  ],
  'ledger/unwritable': [
    'Det kan ikke skrives i hovedboken.',
    stateKept,
    'Kontroller rettighetene til mappen som innstillingene oppgir som stedet der ting ligger.',
  ],
  'ledger/corrupt': [
    'Hovedboken er skadet.',
    'Det skrives ikke mer i den. Det VTN-en har bekreftet, er hos VTN-en og blir der.',
    'Start Meterhaul igjen: den skadde hovedboken legges til side, ingenting slettes, en ny begynnes, og det opplyses hvor den gamle er.',
  ],
  'ledger/network-drive': [
    'Mappen med hovedboken ligger på en nettverksstasjon.',
    'Ingenting ble åpnet, og ingenting ble sendt: på en slik stasjon kunne ikke hovedboken holde det den lover.',
    'Den som starter Meterhaul, kan velge en mappe på en disk i denne datamaskinen.',
  ],
  'ledger/newer-schema': [
    'Hovedboken er skrevet av en nyere Meterhaul.',
    leftAlone,
    'Installer den versjonen eller en nyere.',
  ],
  'engine/cancelled': [
    'En person stoppet det før det var ferdig.',
    'Ingenting ble endret av det.',
    'Start det igjen når du vil ha resultatet.',
  ],
  'draft/not-found': [
    'Det finnes ingen slik migrering under forberedelse.',
    untouched,
    'Den er startet eller fjernet i et annet vindu: se listen over jobber.',
  ],
  'draft/incomplete': [
    'Noe mangler før denne migreringen kan bli en jobb.',
    nothingSent,
    'Alt som mangler, står på listen med trinnet der det rettes.',
  ],
  'profile/not-found': [
    'Det finnes ingen destinasjon med det navnet.',
    nothingSent,
    'Velg en fra listen, eller legg den til.',
  ],
  'profile/invalid': [
    'Noe i denne destinasjonen er ikke gyldig.',
    nothingSent,
    'Rett det som meldingen nevner, og lagre igjen.',
  ],
  'vault/unavailable': [
    'Nøkkelringen på denne datamaskinen tok ikke imot eller ga ikke hemmeligheten.',
    'Hemmeligheten er ikke skrevet noe annet sted.',
    'Lås opp nøkkelringen og prøv igjen, eller behold hemmeligheten bare i denne økten.',
  ],
  'engine/stopped': ['Prosessen til motoren sluttet.', stateKept, tryAgain],
  'engine/bug': [
    'Meterhaul gjorde en feil.',
    stateKept,
    'Lagre diagnostikk i innstillingene og send den til utviklerne; den inneholder ingen hemmeligheter.',
  ],
} as const;
