/**
 * Names of the months in the languages that meter exports come in, without accents and in lower case; after
 * each long name the short forms that are not its beginning. Sources: Unicode CLDR, and what exports write.
 */
const languages: readonly (readonly string[])[] = [
  'january february march april may june july august september/sept october november december',
  'januar/jaenner/janner februar/feber marz/maerz/mrz april mai juni juli august september oktober november dezember/dez',
  'janvier/janv fevrier/fevr mars avril/avr mai juin juillet/juil aout septembre octobre novembre decembre',
  'januari februari maart/mrt april mei juni juli augustus september oktober november december',
  'januar februar marts april maj juni juli august september oktober november december',
  'januar februar mars april mai juni juli august september oktober november desember/des',
  'januari februari mars april maj juni juli augusti september oktober november december',
  'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
  'enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre',
  'janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro',
  'leden/ledna/led unor/unora brezen/brezna/bre duben/dubna/dub kveten/kvetna/kve cerven/cervna/cvn/cer cervenec/cervence/cvc srpen/srpna/srp zari rijen/rijna/rij listopad/listopadu prosinec/prosince/pro',
  'styczen/stycznia/sty luty/lutego/lut marzec/marca/mar kwiecien/kwietnia/kwi maj/maja czerwiec/czerwca/cze lipiec/lipca/lip sierpien/sierpnia/sie wrzesien/wrzesnia/wrz pazdziernik/pazdziernika/paz listopad/listopada grudzien/grudnia/gru',
].map((line) => line.split(' '));

const names = collect();

function collect(): Map<string, number> {
  const found = new Map<string, number>();
  for (const months of languages) {
    months.forEach((forms, place) => {
      for (const form of forms.split('/')) {
        if (!found.has(form)) found.set(form, place + 1);
        for (const length of [3, 4]) {
          const short = form.slice(0, length);
          if (form.length > length && !found.has(short)) found.set(short, place + 1);
        }
      }
    });
  }
  return found;
}

/** Lower case, without accents: `Févr` is read like `fevr`. */
export function plainLetters(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('ł', 'l')
    .toLowerCase();
}

/** The month 1-12 that a word names in any of the known languages, short or long; 0 when it names none. */
export function monthNamed(word: string): number {
  return names.get(plainLetters(word)) ?? 0;
}

const weekDays = new Set(
  [
    'monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun',
    'montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so',
    'lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim',
    'maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo',
    'mandag tirsdag onsdag torsdag fredag lordag søndag sondag man tir ons tor fre lor søn lørdag lør ti on to lo',
    'mandag tisdag onsdag torsdag fredag lordag sondag tis lor son',
    'lunedi martedi mercoledi giovedi venerdi sabato domenica gio sab dom',
    'lunes martes miercoles jueves viernes sabado domingo mie jue vie',
    'segunda terca quarta quinta sexta seg ter qua qui sex',
    'pondeli utery streda ctvrtek patek sobota nedele po ut st ct pa ne',
    'poniedzialek niedz tirs tors wtorek sroda czwartek piatek niedziela pon wt sr czw pt sob nd',
  ].flatMap((line) => line.split(' ')),
);

/** Whether a word is the name of a day of the week in any of the known languages, short or long. */
export function isWeekDay(word: string): boolean {
  return weekDays.has(plainLetters(word));
}
