import { useTranslation } from 'react-i18next';
import { useAccount } from '../app/rights';

/** useNames gives the name of an account as far as the reader may know it. */
export function useNames(): (account: string | undefined) => string {
  const { t } = useTranslation('decide');
  const me = useAccount();
  return (account) => {
    if (!account) return t('somebody');
    if (account === me.id) return t('you', { name: me.name || me.login });
    return t('somebody');
  };
}
