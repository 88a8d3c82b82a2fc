import { nothingSent, othersGoOn } from './said-often.ts';

export const mappingErrors = {
  'mapping/incomplete': [
    'Det trengs noe som filene ikke sier.',
    nothingSent,
    'Svar på det som er åpent, på trinnet Tilordning.',
  ],
  'mapping/invalid': [
    'En fil som skulle være en tilordning, er det ikke.',
    nothingSent,
    'Rett feltet som nevnes, eller lag tilordningen på nytt på trinnet Tilordning og lagre den.',
  ],
  'mapping/unit-unknown': [
    'Verdier skal regnes om, og ingenting sier hvilken enhet de har.',
    othersGoOn,
    'Velg enheten på trinnet Tilordning.',
  ],
  'mapping/interval-unknown': [
    'Én enkelt måling sier ikke hvor langt intervallet er.',
    othersGoOn,
    'Skriv inn lengden på intervallet på trinnet Tilordning.',
  ],
  'mapping/resource-unregistered': [
    'Lasten har ennå ingen VTN-ressurs-ID.',
    othersGoOn,
    'Registrer lasten eller skriv inn ressursen på trinnet Hva som sendes, og send den så.',
  ],
  'mapping/resource-invalid': [
    'VTN-ressurs-ID-en til lasten er ingen UUID.',
    othersGoOn,
    'Rett den i databasen eller i ressurslisten, eller skriv den inn på trinnet Hva som sendes.',
  ],
  'mapping/resource-shared': [
    'To laster går til samme VTN-ressurs med ulike verdier.',
    'Begge utelates: ble de sendt, ville den ene overskrive den andre.',
    'Gi hver last sin egen ressurs, i databasen eller på trinnet Hva som sendes.',
  ],
  'mapping/load-disabled': [
    'Ressursen er slått av i databasen.',
    othersGoOn,
    'Ta med laster som er slått av, på trinnet Hva som sendes.',
  ],
  'mapping/load-suspended': [
    'Lasten eller ressursen er satt på vent.',
    othersGoOn,
    'Ta med laster som er slått av, på trinnet Hva som sendes.',
  ],
  'mapping/row-rejected': [
    'En rad kan ikke bli et intervall.',
    'Raden står på listen; de andre fortsetter.',
    'Se på raden i kilden.',
  ],
} as const;
