import { useTranslation } from 'react-i18next';

/** useLabels names the fields of a kind of record by their path, as the texts have them: "case.number", "place.state". */
export function useLabels(area: string): (path: string) => string {
  const { t } = useTranslation('enter');
  return (path) => {
    const plain = path.replace(/\[\d+\].*$/, '');
    return plain.includes('.') ? t(plain) : t(`${area}.${plain}`);
  };
}
