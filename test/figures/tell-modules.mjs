// Preloaded into a program: writes the address of every module that it loads into METERHAUL_MODULES_FILE at its end.
// Plain JavaScript: it is loaded before Node's type stripper.
import { writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const addresses = [];
registerHooks({
  load(address, context, next) {
    addresses.push(address);
    return next(address, context);
  },
});
process.once('exit', () => writeFileSync(process.env['METERHAUL_MODULES_FILE'], JSON.stringify(addresses)));
