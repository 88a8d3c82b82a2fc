import { wordList } from '../header-words.ts';

// Words of figures that are worked out from others: totals, nets, means.

/** Totals of a day or longer, which stand beside the readings of an hour. */
export const longerWords = wordList(
  'daily*',
  'monthly*',
  'yearly*',
  'annual*',
  'day total*',
  'tages*',
  'monats*',
  'jahres*',
  'dagtotaal*',
  'journalier*',
  'giornalier*',
);

/** The sum of other columns. */
/** What is left of two others: consumption less generation. */
export const netWords = wordList(
  'net',
  'netto*',
  'saldo*',
  'balance*',
  'bilanz*',
  'difference*',
  'differenz*',
  'solde*',
  'bilancio*',
);

/** Means, least and greatest values: of something that goes up and down. */
export const meanWords = wordList(
  'mean',
  'avg',
  'average*',
  'min',
  'max',
  'minimum*',
  'maximum*',
  'mittelwert*',
);

export const totalWords = wordList(
  'total*',
  'totaal*',
  'totale*',
  'gesamt*',
  'summe*',
  'sum',
  'somme*',
  'suma*',
  'i alt',
  'celkem*',
  'razem*',
  'yhteensa*',
  '*合計*',
);
