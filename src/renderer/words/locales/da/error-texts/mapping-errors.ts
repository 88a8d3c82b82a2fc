import { nothingSent, othersGoOn } from './said-often.ts';

export const mappingErrors = {
  'mapping/incomplete': [
    'Der er brug for noget, som filerne ikke siger.',
    nothingSent,
    'Svar på det åbne ved trinnet Tilknytning.',
  ],
  'mapping/invalid': [
    'En fil, der skulle være en tilknytning, er det ikke.',
    nothingSent,
    'Ret det felt, der nævnes, eller lav tilknytningen på ny ved trinnet Tilknytning, og gem den.',
  ],
  'mapping/unit-unknown': [
    'Værdier skal omregnes, og intet siger, hvilken enhed de har.',
    othersGoOn,
    'Vælg enheden ved trinnet Tilknytning.',
  ],
  'mapping/interval-unknown': [
    'En enkelt måling siger ikke, hvor langt dens interval er.',
    othersGoOn,
    'Indtast intervallets længde ved trinnet Tilknytning.',
  ],
  'mapping/resource-unregistered': [
    'Lasten har endnu ikke noget VTN-ressource-id.',
    othersGoOn,
    'Registrér lasten, eller indtast dens ressource ved trinnet Hvad der sendes, og send den så.',
  ],
  'mapping/resource-invalid': [
    'Lastens VTN-ressource-id er ikke et UUID.',
    othersGoOn,
    'Ret det i databasen eller i ressourcelisten, eller indtast det ved trinnet Hvad der sendes.',
  ],
  'mapping/resource-shared': [
    'To laster går til samme VTN-ressource med forskellige værdier.',
    'Begge udelades: blev de sendt, ville den ene overskrive den anden.',
    'Giv hver last sin egen ressource, i databasen eller ved trinnet Hvad der sendes.',
  ],
  'mapping/load-disabled': [
    'Ressourcen er slået fra i databasen.',
    othersGoOn,
    'Medtag laster, der er slået fra, ved trinnet Hvad der sendes.',
  ],
  'mapping/load-suspended': [
    'Lasten eller dens ressource er sat i bero.',
    othersGoOn,
    'Medtag laster, der er slået fra, ved trinnet Hvad der sendes.',
  ],
  'mapping/row-rejected': [
    'En række kan ikke blive til et interval.',
    'Rækken står på listen; de øvrige fortsætter.',
    'Se på rækken i kilden.',
  ],
} as const;
