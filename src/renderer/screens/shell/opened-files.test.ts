import { expect, it } from 'vitest';
import { openedAs, routeOf } from './opened-files.ts';

it('takes a mapping for a mapping, a job for a job, and everything else for files to migrate', () => {
  expect(openedAs(['/usb/Supplier.HAULMAP', '/usb/meter.csv', '/usb/job.haul'])).toEqual({
    mappings: ['/usb/Supplier.HAULMAP'],
    hauls: ['/usb/job.haul'],
    files: ['/usb/meter.csv'],
  });
});

it('leads from a notification to its job and from the menus to their pages', () => {
  expect(routeOf({ kind: 'show-job', jobId: '20261121-0900-ab12' })).toBe('/jobs/20261121-0900-ab12');
  expect(routeOf({ kind: 'new-migration' })).toBe('/new');
  expect(routeOf({ kind: 'about' })).toBe('/settings/about');
});
