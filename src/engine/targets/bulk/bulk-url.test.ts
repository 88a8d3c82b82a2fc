import { describe, expect, it } from 'vitest';
import { bulkUrl, normaliseBaseUrl } from './bulk-url.ts';

describe("the VTN's address", () => {
  it.each([
    ['http://127.0.0.1:8444', 'http://127.0.0.1:8444/openadr3'],
    ['http://127.0.0.1:8444/', 'http://127.0.0.1:8444/openadr3'],
    ['http://127.0.0.1:8444/openadr3', 'http://127.0.0.1:8444/openadr3'],
    ['http://127.0.0.1:8444/openadr3///', 'http://127.0.0.1:8444/openadr3'],
    ['vtn.example.com:8444', 'http://vtn.example.com:8444/openadr3'],
    ['https://VTN.example.com/api/v1/', 'https://vtn.example.com/api/v1'],
    ['https://user:secret@vtn.example.com/openadr3?x=1#y', 'https://vtn.example.com/openadr3'],
  ])('%s is kept as %s: never without the API prefix, never with it twice', (address, kept) => {
    expect(normaliseBaseUrl(address)).toBe(kept);
    expect(normaliseBaseUrl(kept)).toBe(kept);
  });

  it.each(['ftp://vtn.example.com', 'http://', 'no address'])('%s is refused', (address) => {
    expect(() => normaliseBaseUrl(address)).toThrow(TypeError);
  });

  it('of the bulk endpoint carries resource, batch size and, when there is one, the report', () => {
    const base = 'http://127.0.0.1:8444/openadr3';
    expect(bulkUrl(base, 'r-1', 2000, null)).toBe(`${base}/report_data/bulk?resource_id=r-1&batch_size=2000`);
    expect(bulkUrl(base, 'r-1', 2000, 'p-1')).toBe(
      `${base}/report_data/bulk?resource_id=r-1&batch_size=2000&report_id=p-1`,
    );
  });
});
