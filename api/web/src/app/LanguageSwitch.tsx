import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { choose, type Language } from '../text/i18n';

/** LanguageSwitch changes the language of everything. */
export function LanguageSwitch({ onChange }: { onChange?: (language: Language) => void }) {
  const { t, i18n } = useTranslation();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('language')}
      value={i18n.language}
      data={[{ value: 'es', label: 'Español' }, { value: 'en', label: 'English' }]}
      onChange={(value) => {
        void choose(value as Language);
        onChange?.(value as Language);
      }}
    />
  );
}
