// Texts of the desk, in Spanish and English: locale/LANGUAGE/AREA.json. The shell's
// come with the first page, the other areas when a page needs them.
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { speak } from '../api/reach';

export const languages = ['es', 'en'] as const;
export type Language = (typeof languages)[number];

const kept = 'cotejo.language';

function first(): Language {
  const before = localStorage.getItem(kept);
  if (before === 'es' || before === 'en') return before;
  return navigator.language.startsWith('en') ? 'en' : 'es';
}

type Texts = Record<string, unknown>;

// The pages' texts are files of their own, named by language and area.
const files = import.meta.glob<{ default: Texts }>('../locale/*/*.json');

i18next.use(initReactI18next).use({
  type: 'backend' as const,
  read(language: string, area: string, done: (error: unknown, texts: Texts | null) => void) {
    const load = files[`../locale/${language}/${area}.json`];
    if (!load) {
      done(new Error(`no texts ${language}/${area}`), null);
      return;
    }
    load().then(
      (file) => done(null, file.default),
      (error: unknown) => done(error, null),
    );
  },
});

void i18next.init({
  lng: first(),
  supportedLngs: languages,
  ns: ['shell', 'terms'],
  defaultNS: 'shell',
  interpolation: { escapeValue: false }, // React escapes
  react: { useSuspense: true },
  showSupportNotice: false,
});

function apply(language: string) {
  document.documentElement.lang = language;
  speak(language);
}

apply(first());
i18next.on('languageChanged', apply);

/** choose switches the language of the desk and of the service's answers. */
export async function choose(language: Language) {
  localStorage.setItem(kept, language);
  await i18next.changeLanguage(language);
}

export default i18next;
