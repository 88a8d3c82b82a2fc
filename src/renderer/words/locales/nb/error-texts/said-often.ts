export const tryAgain = 'Du trenger ikke gjøre noe: Meterhaul prøver selv igjen.';
export const othersGoOn = 'Denne lasten utelates; de andre fortsetter.';
export const nothingSent = 'Ingenting ble sendt.';
export const stateKept = 'Det som er bekreftet, forblir bekreftet; resten er skrevet ned og kan gjenopptas.';
export const untouched = 'Ingen data røres.';
export const leftAlone = 'Meterhaul rører den ikke.';
export const sentAgain = 'Punktene sendes igjen.';
