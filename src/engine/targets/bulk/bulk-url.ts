/** Where the API lives below a host when the address does not say (vtn-bulk-api: base URL). */
const apiPrefix = '/openadr3';

/**
 * The VTN's base URL as the ledger keeps it: without trailing slash, query or user info, the API prefix added
 * when the address has no path at all. Throws TypeError for what is no http(s) URL.
 */
export function normaliseBaseUrl(address: string, prefix: string = apiPrefix): string {
  const url = new URL(/^[a-z]+:\/\//i.test(address) ? address : `http://${address}`);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new TypeError(`not an http address: ${address}`);
  const path = url.pathname.replace(/\/+$/, '');
  return url.origin + (path === '' ? prefix : path);
}

export function bulkUrl(
  baseUrl: string,
  resourceId: string,
  batchSize: number,
  reportId: string | null,
): string {
  const url = new URL(`${baseUrl}/report_data/bulk`);
  url.searchParams.set('resource_id', resourceId);
  url.searchParams.set('batch_size', String(batchSize));
  if (reportId !== null) url.searchParams.set('report_id', reportId);
  return url.href;
}
