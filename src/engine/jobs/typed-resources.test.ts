import { describe, expect, it } from 'vitest';
import { resourcesRequest } from '../../contract/request-shapes.ts';
import type { FoundSeries } from '../workers/reader.ts';
import type { Resources } from './resources.ts';
import { withTypedResources } from './typed-resources.ts';

const id = 'AAAAAAAA-0000-4000-8000-000000000001';
const listed = 'bbbbbbbb-0000-4000-8000-000000000002';
const list: Resources = {
  find: () => ({ resourceId: listed, reportId: null }),
  refuseMissing: () => undefined,
  refuseUnclear: () => undefined,
  problems: () => [],
};
const typed = (resources: Record<string, string>) => resourcesRequest.parse({ typed: resources });
const series = { name: 'M1', meter: null } as FoundSeries;

describe('a resource that was typed in', () => {
  it('goes before the list, in the spelling of the VTN', () => {
    const resources = withTypedResources(list, typed({ M1: ` ${id} ` }));
    expect(resources.find(series, 'M1')).toEqual({ resourceId: id.toLowerCase(), reportId: null });
    expect(resources.find(series, 'M2')).toEqual({ resourceId: listed, reportId: null });
  });

  it('that is no UUID leaves out its series with the reason, and no other', () => {
    const resources = withTypedResources(list, typed({ M1: 'nonsense' }));
    expect(resources.find(series, 'M1')).toMatchObject({ skip: { code: 'mapping/resource-invalid' } });
    expect(resources.find(series, 'M2')).toEqual({ resourceId: listed, reportId: null });
  });

  it('for some of the series leaves the others out, as nothing says where they go', () => {
    const resources = withTypedResources(null, typed({ M1: id }));
    expect(() => resources.refuseMissing()).not.toThrow();
    expect(resources.find(series, 'M2')).toMatchObject({ skip: { code: 'mapping/resource-unregistered' } });
  });

  it('for a series that is not there is told', () => {
    const resources = withTypedResources(null, typed({ 'M1 ': id }));
    expect(resources.problems()).toMatchObject([{ code: 'mapping/resource-unused' }]);
  });

  it('as an empty text is none', () => {
    const resources = withTypedResources(null, typed({ M1: ' ' }));
    expect(() => resources.refuseMissing()).toThrow(/Nothing says/);
  });
});
