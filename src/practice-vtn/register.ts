import { invalid, json, plainText, refusal } from './answer.ts';
import type { Reply } from './answer.ts';
import type { FaultScript } from './fault-script.ts';
import { readJson } from './read-json.ts';
import type { RegistryStore } from './registry-store.ts';
import type { Call } from './route.ts';
import { randomSecret } from './token-desk.ts';
import { missingField, noNumber } from './validation-problem.ts';
import type { ValidationProblem } from './validation-problem.ts';

type Fields = Readonly<Record<string, unknown>>;

/** `POST /vens`: 201 with the VEN's id and a token of its own, 409 without one when the name is taken. */
export function registerVen(registry: RegistryStore, call: Call): Reply {
  const read = readJson(call.body);
  if (!read.isJson) return read.refusal;
  const problems = objectProblems(read.content, ['body'], (fields) => [
    ...textProblems(fields, ['body'], 'ven_name'),
    ...textProblems(fields, ['body'], 'client_name'),
  ]);
  if (problems.length > 0) return invalid(problems);
  const { ven_name: venName, client_name: clientName } = read.content as Record<string, string>;
  const id = registry.addVen(venName ?? '', clientName ?? '');
  if (id === null) return refusal(409, `VEN ${venName} already exists`);
  return json(201, { id, ven_name: venName, auth_token: randomSecret() });
}

/** `POST /resources`: 201 with the id that uploads use, 409 with it when the external id exists already. */
export function registerResource(registry: RegistryStore, script: FaultScript, call: Call): Reply {
  const read = readJson(call.body);
  if (!read.isJson) return read.refusal;
  const problems = objectProblems(read.content, ['body'], resourceProblems);
  if (problems.length > 0) return invalid(problems);
  const fields = read.content as Fields;
  const location = isFields(fields.service_location) ? fields.service_location : {};
  const externalResourceId = String(fields.external_resource_id);
  const { id, isNew } = registry.addResource({
    externalResourceId,
    resourceName: String(fields.resource_name),
    venName: String(fields.ven_name),
    meterId: typeof location.meterpoint_id === 'string' ? location.meterpoint_id : null,
    text: JSON.stringify(fields),
  });
  if (isNew) return json(201, { id });
  if (script.isDuplicateResourceError()) return plainText(500, 'Internal Server Error');
  return json(409, { detail: `Resource with external_resource_id ${externalResourceId} already exists`, id });
}

/** `GET /resources`: every registered resource, for a look-up by external_resource_id. */
export function listResources(registry: RegistryStore): Reply {
  return json(200, registry.resources());
}

function resourceProblems(fields: Fields): ValidationProblem[] {
  const texts = ['id', 'resource_name', 'resource_type', 'ven_name', 'external_resource_id'];
  return [
    ...texts.flatMap((key) => textProblems(fields, ['body'], key)),
    ...locationProblems(fields.service_location),
    ...attributeProblems(fields.attributes),
  ];
}

function locationProblems(location: unknown): ValidationProblem[] {
  if (location === undefined || location === null) return [];
  const loc = ['body', 'service_location'];
  return objectProblems(location, loc, (fields) => [
    ...textProblems(fields, loc, 'meterpoint_id'),
    ...['longitude', 'latitude'].flatMap((key) => {
      const value = fields[key];
      const isFine = value === undefined || value === null || Number.isFinite(value);
      return isFine ? [] : [noNumber([...loc, key], value)];
    }),
  ]);
}

function attributeProblems(attributes: unknown): ValidationProblem[] {
  if (attributes === undefined || attributes === null) return [];
  const place = ['body', 'attributes'];
  if (!Array.isArray(attributes)) return [noList(place, attributes)];
  const entries: readonly unknown[] = attributes;
  return entries.flatMap((attribute, index) => {
    const loc = [...place, index];
    return objectProblems(attribute, loc, (fields) => [
      ...textProblems(fields, loc, 'attribute_type'),
      ...textProblems(fields, loc, 'attribute_name'),
      ...(Array.isArray(fields.attribute_values)
        ? []
        : [noList([...loc, 'attribute_values'], fields.attribute_values)]),
    ]);
  });
}

function objectProblems(
  content: unknown,
  loc: readonly (string | number)[],
  inside: (fields: Fields) => ValidationProblem[],
): ValidationProblem[] {
  if (isFields(content)) return inside(content);
  const msg = 'Input should be a valid dictionary or object to extract fields from';
  return [{ type: 'model_attributes_type', loc, msg, input: content }];
}

function textProblems(fields: Fields, loc: readonly (string | number)[], key: string): ValidationProblem[] {
  const input = fields[key];
  if (typeof input === 'string') return [];
  if (input === undefined) return [missingField([...loc, key], fields)];
  return [{ type: 'string_type', loc: [...loc, key], msg: 'Input should be a valid string', input }];
}

function noList(loc: readonly (string | number)[], input: unknown): ValidationProblem {
  return { type: 'list_type', loc, msg: 'Input should be a valid list', input };
}

function isFields(content: unknown): content is Fields {
  return typeof content === 'object' && content !== null && !Array.isArray(content);
}
