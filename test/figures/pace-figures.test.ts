import { describe, expect, it } from 'vitest';
import { drawPace, tellPace } from '../../bench/pace-figures.ts';
import type { PaceRun, TrafficSample } from '../../bench/pace-figures.ts';
import { paceScenarios, paceSettings } from '../../bench/pace-scenarios.ts';

/** 150 s: half the limit for the first half minute, then 90 % of it; one of ten refused in the first minute only. */
function sampleRun(): PaceRun {
  const scenario = paceScenarios[0];
  const setting = paceSettings[0];
  if (scenario === undefined || setting === undefined) throw new Error('There is no scenario.');
  const samples: TrafficSample[] = [];
  let points = 0;
  let taken = 0;
  let refused = 0;
  for (let second = 0; second <= 150; second++) {
    samples.push({ atMs: second * 1000, points, taken, refused });
    points += scenario.limit * (second < 30 ? 0.5 : 0.9);
    taken += 9;
    if (second < 60) refused += 1;
  }
  return { scenario, setting, samples };
}

describe('the figures of the pace', () => {
  it('tell the mean before two minutes, when enough was reached, and what was refused once it had settled', () => {
    const row = tellPace([sampleRun()]).find((line) => line.includes('found by the engine'));
    expect(row?.split(' | ').slice(2)).toEqual(['20,000 points a second', '90.0 %', '57 s', '0.0 % |']);
  });

  it('are drawn with a line for the limit and one for each run', () => {
    const drawing = drawPace([sampleRun()]);
    expect(drawing).toMatch(/^<svg [^>]*role="img"/);
    expect(drawing.match(/<path /g)).toHaveLength(paceScenarios.length + 1);
    expect(drawing).not.toMatch(/NaN|Infinity|undefined/);
  });
});
