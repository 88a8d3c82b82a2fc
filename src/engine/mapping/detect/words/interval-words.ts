/** Interval lengths as headers and cells name them, in minutes; matched on header words. */
export const intervalWords: readonly (readonly [RegExp, number])[] = [
  [/ (qh|quarter hour\p{L}*|viertelstund\p{L}*|kwartier\p{L}*|quart d heure|kvarter\p{L}*) /u, 15],
  [/ (hh|half hour\p{L}*|half hourly|halbstund\p{L}*) /u, 30],
  [
    / (hourly|stundlich\p{L}*|stundenwert\p{L}*|uurlijks|uurwaarden|horaire|orario|horario|timeverdi|per hour) /u,
    60,
  ],
  [/ (daily|taglich|tageswert\p{L}*|dagelijks|journalier|giornaliero|diario|per day) /u, 1440],
];

/** `15min`, `15 Minuten`, `PT15M`, `1h`: the number and what it counts. */
export const intervalNumber =
  /(?:^|[^\p{L}\p{N}])(?:pt)?(\d{1,4})[ _-]?(min(?:ut(?:e|es|en|er|os|i)?|s)?|m(?=[^\p{L}\p{N}²³2-3]|$)|h(?:ours?|r|rs)?|std|stunden?|uur|heures?|hours?|ore|horas?|s|sec|sek|seconds?)(?=[^\p{L}\p{N}]|$)/iu;
