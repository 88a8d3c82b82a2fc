import { expect, it } from 'vitest';
import { isOtherAddress } from './is-other-address.ts';

it.each([
  ['https://vtn.example.com/openadr3', 'https://VTN.example.com/openadr3/', false],
  ['https://vtn.example.com/openadr3', 'https://vtn.example.com:443/openadr3', false],
  ['https://vtn.example.com/openadr3', 'http://vtn.example.com/openadr3', true],
  ['https://vtn.example.com/openadr3', 'https://vtn.example.com/other', true],
  ['http://127.0.0.1:8444/openadr3', 'http://127.0.0.1:8445/openadr3', true],
])('asks again before a job that was on its way to %s goes to %s: %s', (one, other, asks) => {
  expect(isOtherAddress(one, other)).toBe(asks);
});
