import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { licence } from '../../contract/settings-shapes.ts';
import type { Licence } from '../../contract/settings-shapes.ts';
import { findPackagedResource } from '../packaged-resource.ts';

let loaded: readonly Licence[] | null = null;

/** The libraries that are packaged with the program, by name; read when somebody asks for the first time. */
export function loadLicences(): readonly Licence[] {
  loaded ??= readLicences();
  return loaded;
}

function readLicences(): readonly Licence[] {
  const file = findPackagedResource('licences.json');
  return file === null ? [] : z.array(licence).parse(JSON.parse(readFileSync(file, 'utf8')));
}
