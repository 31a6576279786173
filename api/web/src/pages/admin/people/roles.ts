import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../../api/client';
import type { Role } from '../../../app/rights';
import { useLaboratories } from '../../../parts/laboratories';

export type Membership = Schemas['Membership'];

/** The whole service in a membership. */
export const everywhere = '*';

/** What may be given in a laboratory, and for the whole service; who audits does nothing else. */
export const inLaboratory: Role[] = ['technician', 'examiner', 'supervisor', 'administrator', 'auditor'];
export const forService: Role[] = ['administrator', 'auditor'];

/** chosen is a set of roles after one was ticked or unticked: who audits has no other role. */
export function chosen(before: Role[], role: Role, on: boolean): Role[] {
  if (!on) return before.filter((one) => one !== role);
  if (role === 'auditor') return ['auditor'];
  return [...before.filter((one) => one !== 'auditor' && one !== role), role];
}

/** useRolesInWords says what somebody's roles are: "CDMX: Examiner, Supervisor". */
export function useRolesInWords() {
  const { t } = useTranslation('admin');
  const labs = useLaboratories();
  return (memberships: Membership[] | undefined) =>
    (memberships ?? [])
      .map((one) => `${one.lab === everywhere ? t('people.everywhere') : labs.code(one.lab)}: ${one.roles.map((role) => t(`terms:role.${role}`)).join(', ')}`)
      .join(' · ');
}
