import { reportFormat, withChecksum } from '../checksum.ts';
import type { ReportContent, ReportFacts } from '../report-content.ts';
import { texts } from '../report-words.ts';
import {
  causesPart,
  coveragePart,
  factsPart,
  guaranteePart,
  headPart,
  outcomePart,
  sourcesPart,
} from './facts-parts.ts';
import { decisionsPart, notesPart } from './closing-parts.ts';
import { correctionsPart, rejectsPart, seriesPart, vensPart } from './list-parts.ts';
import { markup, Markup } from './markup.ts';
import { pageStyle } from './page-style.ts';
import { openTimes } from './report-times.ts';
import type { ReportTimes } from './report-times.ts';

/** Nothing is fetched and nothing runs, whatever a name in a file says. */
const policy = "default-src 'none'; style-src 'unsafe-inline'";

/** The report as one HTML file to read and to print: no scripts, nothing from outside. */
export function writeHtml(content: ReportContent, told: (series: number) => void): AsyncIterable<string> {
  const times = openTimes(content.facts.job.timeZone);
  return withChecksum(
    pieces(content, times, told),
    (checksum) => closingPart(content.facts, times, checksum).text,
  );
}

async function* pieces(
  content: ReportContent,
  times: ReportTimes,
  told: (series: number) => void,
): AsyncGenerator<string> {
  const { facts } = content;
  const { job } = facts;
  yield markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<meta name="${reportFormat}" content="${job.id}">
<title>${texts.title}, job ${job.id}${job.rehearsal ? ` (${texts.rehearsal})` : ''}</title>
<style>${new Markup(pageStyle)}</style>
</head>
<body>
<main>
`.text;
  for (const part of firstParts(facts, times)) if (part !== null) yield part.text;
  yield* textsOf(seriesPart(content, times, told));
  yield* textsOf(rejectsPart(content, times));
  yield* textsOf(correctionsPart(content, times));
  for (const part of [notesPart(job), decisionsPart(facts, times)]) if (part !== null) yield part.text;
  await Promise.resolve();
}

function firstParts(facts: ReportFacts, times: ReportTimes): (Markup | null)[] {
  return [
    headPart(facts),
    outcomePart(facts),
    guaranteePart(facts, times),
    factsPart(facts, times),
    vensPart(facts.job.vens),
    causesPart(facts),
    coveragePart(facts, times),
    sourcesPart(facts, times),
  ];
}

function* textsOf(parts: Iterable<Markup>): Generator<string> {
  for (const { text } of parts) yield text;
}

function closingPart(
  { version, computer, writtenAtMs }: ReportFacts,
  times: ReportTimes,
  checksum: string,
): Markup {
  return markup`<footer class="end">
<p>Written by Meterhaul ${version} on the computer "${computer}" at ${times.moment(writtenAtMs)}.</p>
<p>Checksum of this report: <code>${checksum}</code></p>
<p class="quiet">${texts.checksum}</p>
</footer>
</main>
</body>
</html>
`;
}
