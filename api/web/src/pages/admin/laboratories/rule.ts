import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../../api/client';

/** useRule says in words what a laboratory searches on entry. */
export function useRule() {
  const { t } = useTranslation('admin');
  return (rule: Schemas['SearchRule'] | undefined) =>
    rule?.off
      ? t('labs.rule.off')
      : [t(`labs.scope.${rule?.scope || 'all'}`), t(rule?.any_calibre ? 'labs.rule.anyCalibre' : 'labs.rule.ownCalibre'), rule?.both_origins ? t('labs.rule.bothOrigins') : ''].filter(Boolean).join(', ');
}
