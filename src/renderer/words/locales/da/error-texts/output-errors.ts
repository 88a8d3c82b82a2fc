const notWritten = 'Intet blev skrevet, og jobbet er, som det var.';

export const outputErrors = {
  'output/exists': [
    'Der er allerede en fil med det navn.',
    'Den er ikke rørt.',
    'Vælg et andet navn, eller flyt filen først.',
  ],
  'output/unwritable': [
    'Filen kan ikke skrives dér.',
    notWritten,
    'Kontrollér, at mappen findes, og at der må skrives i den, eller vælg en anden.',
  ],
  'output/disk-full': [
    'Der er ikke plads til filen.',
    notWritten,
    'Skaf plads, eller vælg en anden disk, og skriv den igen.',
  ],
} as const;
