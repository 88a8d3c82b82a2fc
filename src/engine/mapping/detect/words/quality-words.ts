import type { QualityCode } from '../../../../domain/quality-code.ts';
import { headerWords, wordList } from '../header-words.ts';

export type QualityMeaning = QualityCode | 'gap';

// Whole texts come first: the single letters mean something only in a column that is about quality.

/**
 * Letters and short codes of quality columns. A, E, S, F, N, V: NEM12 (AEMO, Meter Data File Format); R and E:
 * the Spanish distributors' Real and Estimada; W and E: the German wahrer Wert and Ersatzwert (VDE-AR-N 4400).
 */
const codes: Readonly<Record<string, QualityMeaning>> = {
  a: 'GOOD',
  act: 'GOOD',
  m: 'GOOD',
  r: 'GOOD',
  w: 'GOOD',
  g: 'GOOD',
  ok: 'GOOD',
  e: 'ESTIMATED',
  est: 'ESTIMATED',
  s: 'ESTIMATED',
  f: 'ESTIMATED',
  p: 'ESTIMATED',
  n: 'gap',
  d03: 'GOOD',
  e01: 'GOOD',
};

const absent = wordList(
  'no consumption',
  'geen verbruik',
  'kein verbrauch',
  'no data',
  'no reading*',
  'missing*',
  'fehl*',
  'ontbreek*',
  'manquant*',
  'absent*',
  'mancante*',
  'ausente*',
  'mangler*',
  'saknas*',
  'puuttu*',
  'chybi*',
  'brak*',
  'keine*',
  'null',
  'invalid*',
  'ungultig*',
);

const estimated = wordList(
  '*estim*',
  'not actual',
  '*substitut*',
  '*geschat*',
  '*geschatz*',
  '*geschaetz*',
  '*ersatz*',
  'berekend*',
  '*berechnet*',
  'errechnet*',
  'rekenkundig*',
  'interpol*',
  'calculated*',
  'calcul*',
  'stimat*',
  'stimad*',
  'provisional*',
  'preliminary*',
  'vorlaufig*',
  'voorlopig*',
  'beregn*',
  'beraknad*',
  'estimer*',
  'uppskatt*',
  'stipul*',
  'arvio*',
  'odhad*',
  'szacowan*',
  'odcet nahradni',
  'nahradni*',
  'final substitut*',
  'edited*',
  'corrig*',
  'korrig*',
  '*推定*',
);

const measured = wordList(
  'actual*',
  'measured*',
  'metered*',
  'read',
  'real*',
  'reell*',
  'reel*',
  'valid*',
  'good',
  'normal*',
  'final*',
  'gemessen*',
  'wahr*',
  'gemeten*',
  'gevalideerd*',
  'uitgelezen*',
  'mesur*',
  'brut*',
  'misurat*',
  'effettiv*',
  'rilevat*',
  'medid*',
  'firme*',
  'malt*',
  'maalt*',
  'aflaest*',
  'avlest*',
  'avlast*',
  'matt*',
  'mitattu*',
  'zmeren*',
  'namer*',
  'platn*',
  'rzeczywist*',
  'zmierzon*',
  'odczyt*',
  'ok',
  '*実測*',
);

/** What a text of a quality column means; null when no language here has the word. */
export function qualityMeaning(text: string): QualityMeaning | null {
  const words = headerWords(text);
  const code = codes[words.trim()];
  if (code !== undefined) return code;
  // "Not actual" and "no consumption" hold the words of their opposites, so absence and estimate come first.
  if (absent.find(words) !== null) return 'gap';
  if (estimated.find(words) !== null) return 'ESTIMATED';
  return measured.find(words) === null ? null : 'GOOD';
}
