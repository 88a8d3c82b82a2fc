const notWritten = 'Ingenting ble skrevet, og jobben er som den var.';

export const outputErrors = {
  'output/exists': [
    'Det finnes allerede en fil med det navnet.',
    'Den er ikke rørt.',
    'Velg et annet navn, eller flytt filen først.',
  ],
  'output/unwritable': [
    'Filen kan ikke skrives der.',
    notWritten,
    'Kontroller at mappen finnes og at det er lov å skrive i den, eller velg en annen.',
  ],
  'output/disk-full': [
    'Det er ikke plass til filen.',
    notWritten,
    'Skaff plass, eller velg en annen disk, og skriv den på nytt.',
  ],
} as const;
