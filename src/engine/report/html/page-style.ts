/**
 * The look of the printed and the shown report. A4 upright: heads of tables come again on each page, rows are not torn,
 * and long names break inside their column. On paper always dark on light; on a screen as the reader has it.
 */
export const pageStyle = `
:root { color-scheme: light dark; --ink: #16202a; --quiet: #55606b; --line: #c9d0d7; --soft: #eef1f4; --paper: #fff;
  --confirmed: #1f6f50; --rejected: #b3261e; --uncertain: #c98a00; --unsent: #9aa5b1; --loud: #8c1d18; }
@media screen and (prefers-color-scheme: dark) { :root { --ink: #e8ecf0; --quiet: #a3aeb9; --line: #3a444e; --soft: #222a32;
  --paper: #161b21; --confirmed: #58b98f; --rejected: #f2938c; --uncertain: #e8b84a; --unsent: #66717c; --loud: #f2938c; } }
* { box-sizing: border-box; }
html { font: 10pt/1.45 "Segoe UI", system-ui, -apple-system, "Liberation Sans", Arial, sans-serif; color: var(--ink); background: var(--paper); }
body { margin: 0 auto; padding: 8mm 6mm; max-width: 210mm; }
h1 { font-size: 20pt; line-height: 1.2; margin: 0 0 1mm; }
h2 { font-size: 13pt; margin: 9mm 0 2mm; padding-bottom: 1mm; border-bottom: 1px solid var(--line); break-after: avoid; }
h3 { font-size: 10.5pt; margin: 5mm 0 1.5mm; break-after: avoid; overflow-wrap: anywhere; }
p { margin: 0 0 2mm; max-width: 75ch; overflow-wrap: anywhere; }
h2 + p.quiet { break-after: avoid; }
.verdict { font-size: 12pt; font-weight: 600; margin: 3mm 0; }
.quiet, caption, figcaption { color: var(--quiet); font-size: 8.5pt; }
.rehearsal { border: 2px solid var(--loud); color: var(--loud); padding: 3mm 4mm; margin: 0 0 5mm; font-weight: 600; }
.rehearsal strong { font-size: 14pt; letter-spacing: .08em; display: block; }
table { width: 100%; border-collapse: collapse; font-size: 8.5pt; margin: 0 0 3mm; }
caption { text-align: left; padding: 0 0 1mm; caption-side: top; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { text-align: left; vertical-align: top; padding: .8mm 1.5mm; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
thead th { font-weight: 600; background: var(--soft); overflow-wrap: normal; hyphens: none; }
tbody th { font-weight: 600; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; overflow-wrap: normal; }
.t { white-space: nowrap; }
.facts th { width: 38mm; font-weight: 600; }
.id { display: block; font-family: "Cascadia Mono", Consolas, "Liberation Mono", monospace; font-size: 7pt; color: var(--quiet); font-weight: 400; }
code { font-family: "Cascadia Mono", Consolas, "Liberation Mono", monospace; font-size: 7.5pt; overflow-wrap: anywhere; }
.series { table-layout: fixed; font-size: 7.5pt; }
.series th, .series td { padding: .6mm .8mm; } .series thead th { font-size: 7pt; } .series .id { font-size: 6pt; }
.rejects { table-layout: fixed; font-size: 7.5pt; }
.series td.n { white-space: normal; overflow-wrap: anywhere; }
.goes-on { break-after: avoid; } .goes-on td { border-bottom: 0; }
.why { color: var(--loud); }
figure { margin: 0 0 4mm; break-inside: avoid; }
svg { display: block; width: 100%; height: auto; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
svg.share { width: 22mm; height: 2.4mm; display: inline-block; vertical-align: middle; }
.confirmed { fill: var(--confirmed); } .rejected { fill: var(--rejected); } .uncertain { fill: var(--uncertain); } .unsent { fill: var(--unsent); }
.axis { fill: var(--quiet); font-size: 9px; } .rule { stroke: var(--line); }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: 1mm 6mm; padding: 0; margin: 1.5mm 0 3mm; font-size: 9pt; }
.legend svg { width: 3mm; height: 3mm; display: inline-block; vertical-align: -0.3mm; margin-right: 1.2mm; }
ul.plain { margin: 0 0 2mm; padding-left: 5mm; } ul.plain li { margin: 0 0 .8mm; overflow-wrap: anywhere; }
.end { margin-top: 9mm; padding-top: 3mm; border-top: 1px solid var(--line); break-inside: avoid; }
@page { size: A4; margin: 16mm 14mm 18mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #55606b; } }
@media print { html { background: #fff; } body { max-width: none; padding: 0; } h2 { margin-top: 7mm; } }
`;
