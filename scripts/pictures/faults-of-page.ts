import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** Keeps what the browser complains of: errors and warnings of the console, the policy's refusals among them. */
export function noteComplaints(page: Page): { take(): string[] } {
  let complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return {
    take: () => {
      const taken = complaints;
      complaints = [];
      return taken;
    },
  };
}

/** Pixels by which the page is wider than its window, and what sticks out; null when nothing does. */
export async function findOverflow(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return null;
    const wide = [...document.body.querySelectorAll('*')].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 1,
    );
    const names = wide.slice(-3).map(({ tagName, className }) => `${tagName.toLowerCase()}.${className}`);
    return `the page is ${scrollWidth - clientWidth} px too wide: ${names.join(', ')}`;
  });
}

/**
 * What breaks the rules for accessible pages, each with the elements. `contrast` looks only at what changes with
 * the colour scheme.
 */
export async function findBarriers(page: Page, rules: 'all' | 'contrast'): Promise<string[]> {
  // Else results are put together in a page of its own, for the sake of frames, which there are none of.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (rules === 'all' ? axe : axe.withRules('color-contrast')).analyze();
  return violations.map(({ id, nodes }) => {
    const places = nodes.slice(0, 3).map(({ html }) => html.slice(0, 200));
    return `${id}: ${places.join(' ')}`;
  });
}
