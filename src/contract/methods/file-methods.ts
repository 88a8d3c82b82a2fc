import { z } from 'zod';
import { inspection, preview, rejectedRow } from '../inspection-shapes.ts';
import { mappingRequest, resourcesRequest, selectionRequest } from '../request-shapes.ts';
import { mappingDocument } from '../mapping-document.ts';
import { mappingProposal } from '../mapping-proposal.ts';
import { done, workId } from './method-parts.ts';

/** Looking at files and keeping mappings. */
export const fileMethods = {
  inspectFiles: { input: z.object({ paths: z.array(z.string()).min(1), workId }), output: inspection },
  previewFiles: {
    input: z.object({
      files: z.array(z.string()).min(1),
      mapping: mappingRequest.prefault({}),
      resources: resourcesRequest.prefault({}),
      selection: selectionRequest.prefault({}),
      limit: z.number().int().min(0).default(20),
      /** `first-page` reads no more than it shows; `auto` does so for large files only. */
      extent: z.enum(['auto', 'first-page', 'all']).default('auto'),
      workId,
    }),
    output: preview,
  },
  /** How each file would be read: what detection proposes, or the given mapping with the answers laid over it. */
  proposeMappings: {
    input: z.object({ files: z.array(z.string()).min(1), mapping: mappingRequest.prefault({}), workId }),
    output: z.array(mappingProposal.extend({ path: z.string() })),
  },
  /** Rows of one file that no reading comes of, a page at a time, in file order. */
  listRejectedRows: {
    input: z.object({
      path: z.string(),
      mapping: mappingDocument,
      offset: z.number().int().min(0),
      limit: z.number().int().min(1).max(100_000),
    }),
    output: z.array(rejectedRow),
  },
  /** Mappings kept by name; `trouble` says what is wrong with a damaged one. */
  listMappings: {
    input: z.object({}),
    output: z.array(
      z.object({ name: z.string(), mapping: mappingDocument.nullable(), trouble: z.string().nullable() }),
    ),
  },
  /** Mappings that come with the app, for files of known suppliers. */
  listRecipes: { input: z.object({}), output: z.array(mappingDocument) },
  keepMapping: { input: z.object({ name: z.string(), mapping: mappingDocument }), output: done },
  forgetMapping: { input: z.object({ name: z.string() }), output: done },
  /** The mapping in the text of a file. Throws mapping/invalid, which says what is wrong and where. */
  /** The mapping in a file that was opened from outside. Throws source/* and mapping/invalid. */
  readMappingFile: { input: z.object({ path: z.string() }), output: mappingDocument },
  parseMapping: { input: z.object({ text: z.string().max(1_000_000) }), output: mappingDocument },
} as const;
