import { othersGoOn, sentAgain, stateKept, tryAgain } from './said-often.ts';

export const vtnErrors = {
  'vtn/unreachable': [
    'VTN’en kan ikke nås.',
    stateKept,
    'Kontrollér linjen; jobbet fortsætter af sig selv, når den er tilbage.',
  ],
  'vtn/timeout': [
    'VTN’en svarede ikke i tide.',
    'Den har måske eller måske ikke skrevet punkterne; de sendes igen.',
    tryAgain,
  ],
  'vtn/connection-lost': [
    'Forbindelsen blev afbrudt, før svaret var fuldstændigt.',
    'VTN’en har måske eller måske ikke skrevet punkterne; de sendes igen.',
    tryAgain,
  ],
  'vtn/rate-limited': ['VTN’en bad om en pause.', 'Intet af den forespørgsel blev skrevet.', tryAgain],
  'vtn/server-error': ['VTN’en havde selv en fejl.', sentAgain, tryAgain],
  'vtn/count-mismatch': [
    'VTN’en bekræftede et andet antal punkter, end der blev sendt.',
    sentAgain,
    tryAgain,
  ],
  'vtn/answer-unreadable': [
    'VTN’ens svar kan ikke læses.',
    'Intet regnes som uploadet; punkterne sendes igen.',
    tryAgain,
  ],
  'vtn/too-large': [
    'VTN’en afviser forespørgsler af denne størrelse.',
    'Intet af den forespørgsel blev skrevet; den sendes i mindre dele.',
    tryAgain,
  ],
  'vtn/invalid-intervals': [
    'VTN’en afviste nogle intervaller.',
    'De er lagt til side med begrundelsen; resten sendes.',
    'Ret dem ved kilden, åbn så jobbet, og prøv dem igen.',
  ],
  'vtn/refused': [
    'VTN’en afviste forespørgslen som helhed.',
    othersGoOn,
    'Læs VTN’ens ord, åbn så jobbet, og prøv det mislykkede igen.',
  ],
  'vtn/resource-unknown': [
    'VTN’en kender ikke denne ressource.',
    othersGoOn,
    'Registrér lasten hos VTN’en, åbn så jobbet, og prøv det mislykkede igen.',
  ],
  'vtn/uncertain': [
    'VTN’en sagde aldrig klart, om den har skrevet disse punkter.',
    'De står på listen som uvisse.',
    'Åbn jobbet, og prøv dem igen. Det skader ikke at sende dem igen: VTN’en overskriver det, den har.',
  ],
  'vtn/unauthorized': [
    'VTN’en godtager ikke adgangsoplysningerne.',
    stateKept,
    'Indtast et gyldigt token eller klient-id og hemmelighed ved destinationen, og genoptag så.',
  ],
  'vtn/credentials-missing': [
    'Der er ingen adgangsoplysninger til denne VTN.',
    stateKept,
    'Indtast tokenet eller klienthemmeligheden ved destinationen.',
  ],
  'vtn/token-refused': [
    'Tokenserveren giver ikke noget token.',
    stateKept,
    'Kontrollér klient-id, hemmelighed og token-URL, og genoptag så.',
  ],
  'vtn/tls': [
    'Der er ikke tillid til VTN’ens certifikat.',
    stateKept,
    'Kontrollér adressen og computerens ur; giv den udstedende myndigheds certifikat som destinationens CA-fil, og genoptag så.',
  ],
  'vtn/redirected': [
    'VTN’en sender os til en anden adresse.',
    'Intet blev sendt dertil: adgangsoplysninger følger aldrig en omdirigering.',
    'Ret destinationens adresse.',
  ],
  'vtn/settings-refused': [
    'VTN’en afviser jobbets indstillinger.',
    stateKept,
    'Ret den indstilling, som meddelelsen nævner, og begynd en ny migrering.',
  ],
  'vtn/canary-failed': [
    'Jobbets første punkter blev ikke godtaget.',
    'Intet andet blev sendt.',
    'Læs VTN’ens ord, afhjælp årsagen, og genoptag så.',
  ],
} as const;
