export const tryAgain = 'Du skal ikke gøre noget: Meterhaul prøver selv igen.';
export const othersGoOn = 'Denne last udelades; de øvrige fortsætter.';
export const nothingSent = 'Intet blev sendt.';
export const stateKept = 'Det bekræftede forbliver bekræftet; resten er skrevet ned og kan genoptages.';
export const untouched = 'Ingen data røres.';
export const leftAlone = 'Meterhaul rører den ikke.';
export const sentAgain = 'Punkterne sendes igen.';
