import { othersGoOn, sentAgain, stateKept, tryAgain } from './said-often.ts';

export const vtnErrors = {
  'vtn/unreachable': [
    'VTN-en kan ikke nås.',
    stateKept,
    'Kontroller linjen; jobben fortsetter av seg selv når den er tilbake.',
  ],
  'vtn/timeout': [
    'VTN-en svarte ikke i tide.',
    'Den har kanskje eller kanskje ikke skrevet punktene; de sendes igjen.',
    tryAgain,
  ],
  'vtn/connection-lost': [
    'Forbindelsen ble brutt før svaret var fullstendig.',
    'VTN-en har kanskje eller kanskje ikke skrevet punktene; de sendes igjen.',
    tryAgain,
  ],
  'vtn/rate-limited': ['VTN-en ba om en pause.', 'Ingenting av den forespørselen ble skrevet.', tryAgain],
  'vtn/server-error': ['VTN-en hadde selv en feil.', sentAgain, tryAgain],
  'vtn/count-mismatch': [
    'VTN-en bekreftet et annet antall punkter enn det som ble sendt.',
    sentAgain,
    tryAgain,
  ],
  'vtn/answer-unreadable': [
    'Svaret fra VTN-en kan ikke leses.',
    'Ingenting regnes som lastet opp; punktene sendes igjen.',
    tryAgain,
  ],
  'vtn/too-large': [
    'VTN-en avviser forespørsler av denne størrelsen.',
    'Ingenting av den forespørselen ble skrevet; den sendes i mindre deler.',
    tryAgain,
  ],
  'vtn/invalid-intervals': [
    'VTN-en avviste noen intervaller.',
    'De er lagt til side med begrunnelsen; resten sendes.',
    'Rett dem i kilden, åpne så jobben og prøv dem igjen.',
  ],
  'vtn/refused': [
    'VTN-en avviste forespørselen som helhet.',
    othersGoOn,
    'Les det VTN-en sier, åpne så jobben og prøv det som mislyktes, igjen.',
  ],
  'vtn/resource-unknown': [
    'VTN-en kjenner ikke denne ressursen.',
    othersGoOn,
    'Registrer lasten hos VTN-en, åpne så jobben og prøv det som mislyktes, igjen.',
  ],
  'vtn/uncertain': [
    'VTN-en sa aldri klart om den har skrevet disse punktene.',
    'De står på listen som usikre.',
    'Åpne jobben og prøv dem igjen. Det skader ikke å sende dem igjen: VTN-en overskriver det den har.',
  ],
  'vtn/unauthorized': [
    'VTN-en godtar ikke påloggingsopplysningene.',
    stateKept,
    'Skriv inn et gyldig token eller klient-ID og hemmelighet på destinasjonen, og gjenoppta så.',
  ],
  'vtn/credentials-missing': [
    'Det finnes ingen påloggingsopplysninger for denne VTN-en.',
    stateKept,
    'Skriv inn tokenet eller klienthemmeligheten på destinasjonen.',
  ],
  'vtn/token-refused': [
    'Tokenserveren gir ikke noe token.',
    stateKept,
    'Kontroller klient-ID, hemmelighet og token-URL, og gjenoppta så.',
  ],
  'vtn/tls': [
    'VTN-ens sertifikat er ikke klarert.',
    stateKept,
    'Kontroller adressen og klokken på datamaskinen; gi sertifikatet til utstederen som CA-fil på destinasjonen, og gjenoppta så.',
  ],
  'vtn/redirected': [
    'VTN-en sender oss til en annen adresse.',
    'Ingenting ble sendt dit: påloggingsopplysninger følger aldri en omdirigering.',
    'Rett adressen til destinasjonen.',
  ],
  'vtn/settings-refused': [
    'VTN-en avviser innstillingene til jobben.',
    stateKept,
    'Rett innstillingen som meldingen nevner, og begynn en ny migrering.',
  ],
  'vtn/canary-failed': [
    'De første punktene i jobben ble ikke godtatt.',
    'Ingenting annet ble sendt.',
    'Les det VTN-en sier, rett årsaken, og gjenoppta så.',
  ],
} as const;
