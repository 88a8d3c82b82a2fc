/** One line of a plot; null breaks it. */
export interface PlotLine {
  readonly name: string;
  readonly colour: string;
  readonly points: readonly (readonly [x: number, y: number | null])[];
  readonly isDashed?: boolean;
  readonly width?: number;
}

/** A stretch of the x axis with a ground of its own. */
export interface PlotBand {
  readonly name: string;
  readonly colour: string;
  readonly from: number;
  readonly to: number;
}

export interface Panel {
  readonly title: string;
  readonly yLabel: string;
  readonly xLabel: string;
  readonly xMost: number;
  readonly yMost: number;
  readonly lines: readonly PlotLine[];
  readonly bands?: readonly PlotBand[];
}

export interface Page {
  readonly title: string;
  readonly columns: number;
  readonly panelWidth: number;
  readonly panelHeight: number;
  readonly panels: readonly Panel[];
}

const margin = { left: 64, right: 16, top: 30, bottom: 42 };
const head = 64;
const ink = '#1f2933';
const faint = '#d5dbe1';
const font = 'font-family="system-ui, Segoe UI, Helvetica, Arial, sans-serif"';

/** A page of panels as SVG text on a light ground; one legend serves all panels. */
export function drawPage({ title, columns, panelWidth, panelHeight, panels }: Page): string {
  const rows = Math.ceil(panels.length / columns);
  const width = columns * panelWidth;
  const height = head + rows * panelHeight;
  const drawn = panels.map((panel, place) => {
    const x = (place % columns) * panelWidth;
    const y = head + Math.floor(place / columns) * panelHeight;
    return `<g transform="translate(${x} ${y})">${drawPanel(panel, panelWidth, panelHeight)}</g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="16" y="26" ${font} font-size="17" font-weight="600" fill="${ink}">${escaped(title)}</text>`,
    drawLegend(panels),
    ...drawn,
    '</svg>',
    '',
  ].join('\n');
}

function drawLegend(panels: readonly Panel[]): string {
  const lines = new Map(panels.flatMap((panel) => panel.lines.map((line) => [line.name, line] as const)));
  const bands = new Map(panels.flatMap(({ bands: of = [] }) => of.map((band) => [band.name, band] as const)));
  let x = 16;
  const entries: string[] = [];
  const place = (sample: string, name: string): void => {
    entries.push(
      `<g transform="translate(${x} 48)">${sample}<text x="30" y="4" ${font} font-size="12" fill="${ink}">${escaped(name)}</text></g>`,
    );
    x += 48 + name.length * 6.1;
  };
  for (const { name, colour, isDashed } of lines.values())
    place(`<line x1="0" x2="24" y1="0" y2="0" ${strokeOf(colour, 2.5, isDashed ?? false)}/>`, name);
  for (const { name, colour } of bands.values())
    place(`<rect x="2" y="-7" width="20" height="14" fill="${colour}"/>`, name);
  return entries.join('\n');
}

interface Scale {
  x(value: number): number;
  y(value: number): number;
}

function drawPanel(panel: Panel, panelWidth: number, panelHeight: number): string {
  const width = panelWidth - margin.left - margin.right;
  const height = panelHeight - margin.top - margin.bottom;
  const scale: Scale = {
    x: (value) => round(margin.left + (value / panel.xMost) * width),
    y: (value) => round(margin.top + height - (Math.min(value, panel.yMost) / panel.yMost) * height),
  };
  const bands = (panel.bands ?? []).map(
    ({ from, to, colour }) =>
      `<rect x="${scale.x(from)}" y="${margin.top}" width="${round(scale.x(to) - scale.x(from))}" height="${height}" fill="${colour}"/>`,
  );
  return [
    ...bands,
    ...drawAxes(panel, scale, panelWidth, panelHeight),
    ...panel.lines.map((line) => drawLine(line, scale)),
  ].join('\n');
}

function drawAxes(panel: Panel, scale: Scale, panelWidth: number, panelHeight: number): string[] {
  const right = panelWidth - margin.right;
  const bottom = panelHeight - margin.bottom;
  const small = `${font} font-size="11" fill="${ink}"`;
  const across = ticks(panel.yMost).map(
    (value) =>
      `<line x1="${margin.left}" x2="${right}" y1="${scale.y(value)}" y2="${scale.y(value)}" stroke="${faint}"/>` +
      `<text x="${margin.left - 6}" y="${scale.y(value) + 4}" text-anchor="end" ${small}>${spell(value)}</text>`,
  );
  const along = ticks(panel.xMost).map(
    (value) =>
      `<line x1="${scale.x(value)}" x2="${scale.x(value)}" y1="${bottom}" y2="${bottom + 4}" stroke="${ink}"/>` +
      `<text x="${scale.x(value)}" y="${bottom + 17}" text-anchor="middle" ${small}>${spell(value)}</text>`,
  );
  const middle = round((margin.top + bottom) / 2);
  return [
    ...across,
    ...along,
    `<line x1="${margin.left}" x2="${right}" y1="${bottom}" y2="${bottom}" stroke="${ink}"/>`,
    `<text x="${margin.left}" y="18" ${font} font-size="13" font-weight="600" fill="${ink}">${escaped(panel.title)}</text>`,
    `<text x="${right}" y="${bottom + 34}" text-anchor="end" ${small}>${escaped(panel.xLabel)}</text>`,
    `<text transform="translate(13 ${middle}) rotate(-90)" text-anchor="middle" ${small}>${escaped(panel.yLabel)}</text>`,
  ];
}

function drawLine({ points, colour, isDashed, width }: PlotLine, scale: Scale): string {
  let path = '';
  let isBroken = true;
  for (const [x, y] of points) {
    if (y !== null) path += `${isBroken ? 'M' : 'L'}${scale.x(x)} ${scale.y(y)}`;
    isBroken = y === null;
  }
  return `<path d="${path}" fill="none" stroke-linejoin="round" ${strokeOf(colour, width ?? 1.6, isDashed ?? false)}/>`;
}

function strokeOf(colour: string, width: number, isDashed: boolean): string {
  return `stroke="${colour}" stroke-width="${width}"${isDashed ? ' stroke-dasharray="6 4"' : ''}`;
}

/** Round numbers from 0 to the most, five or so. */
function ticks(most: number): number[] {
  const rough = most / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
  return Array.from({ length: Math.floor(most / step + 1e-9) + 1 }, (_, index) => index * step);
}

function spell(value: number): string {
  return Number(value.toPrecision(6)).toLocaleString('en');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
