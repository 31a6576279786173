// Numbers, dates and lengths as people of the chosen language write them.
import { useTranslation } from 'react-i18next';

export function formats(language: string) {
  const locale = language === 'en' ? 'en-US' : 'es-MX';
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const utcDay = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const number = (value: number, digits = 0) =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
  return {
    number,
    /** A score of 0 to 1. */
    score: (value: number) => number(value, 3),
    percent: (value: number, digits = 0) =>
      new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits }).format(value),
    /** A moment, in the reader's time zone. */
    moment: (at: string | undefined) => (at ? moment.format(new Date(at)) : ''),
    day: (at: string | undefined) => (at ? day.format(new Date(at)) : ''),
    /** A date of a record, which may be a year, a month or a day: "2026", "2026-03", "2026-03-09". */
    date: (date: string | undefined) => {
      if (!date) return '';
      if (/^\d{4}-\d{2}-\d{2}$/.test(date)) return utcDay.format(new Date(`${date}T00:00:00Z`));
      if (/^\d{4}-\d{2}$/.test(date))
        return new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(`${date}-01T00:00:00Z`));
      return date;
    },
    /** How long ago, or until when. */
    ago: (at: string, now = Date.now()) => {
      const seconds = (new Date(at).getTime() - now) / 1000;
      for (const [unit, length] of [['day', 86400], ['hour', 3600], ['minute', 60]] as const)
        if (Math.abs(seconds) >= length) return relative.format(Math.round(seconds / length), unit);
      return relative.format(Math.round(seconds), 'second');
    },
    /** A length given in micrometres. */
    length: (um: number) => (Math.abs(um) >= 1000 ? `${number(um / 1000, 2)} mm` : `${number(um, um < 10 ? 1 : 0)} µm`),
    bytes: (n: number) => (n >= 1e6 ? `${number(n / 1e6, 1)} MB` : `${number(n / 1e3, n < 1e4 ? 1 : 0)} kB`),
  };
}

/** useFormat gives the formats of the chosen language. */
export function useFormat() {
  const { i18n } = useTranslation();
  return formats(i18n.language);
}
