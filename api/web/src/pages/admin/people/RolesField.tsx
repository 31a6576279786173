import { ActionIcon, Checkbox, Group, Select, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../../app/rights';
import { IconX } from '../../../parts/icons';
import { useLaboratories } from '../../../parts/laboratories';
import { chosen, everywhere, forService, inLaboratory, type Membership } from './roles';

interface Props {
  value: Membership[];
  onChange: (next: Membership[]) => void;
  error?: string;
  /** Nobody changes their own roles. */
  readOnly: boolean;
}

/** RolesField gives somebody roles, laboratory by laboratory. */
export function RolesField({ value, onChange, error, readOnly }: Props) {
  const { t } = useTranslation('admin');
  const labs = useLaboratories();
  const name = (lab: string) => (lab === everywhere ? t('people.everywhere') : `${labs.code(lab)} · ${labs.of(lab)?.name ?? ''}`);
  const free = [everywhere, ...labs.items.map((lab) => lab.id ?? '')].filter((lab) => !value.some((one) => one.lab === lab));
  const put = (lab: string, roles: Role[]) => onChange(value.map((one) => (one.lab === lab ? { ...one, roles } : one)));
  return (
    <Stack gap="xs">
      {readOnly && <Text size="sm" c="dimmed">{t('people.ownRoles')}</Text>}
      {value.length === 0 && <Text size="sm" c="dimmed">{t('people.noRoles')}</Text>}
      {value.map((one) => (
        <Checkbox.Group
          key={one.lab}
          label={
            <Group gap="xs">
              {name(one.lab)}
              {!readOnly && (
                <ActionIcon size="sm" variant="subtle" color="gray" aria-label={t('people.removeLab', { lab: name(one.lab) })} onClick={() => onChange(value.filter((other) => other.lab !== one.lab))}>
                  <IconX size={14} />
                </ActionIcon>
              )}
            </Group>
          }
          value={one.roles}
        >
          <Group mt={4}>
            {(one.lab === everywhere ? forService : inLaboratory).map((role) => (
              <Checkbox
                key={role} value={role} label={t(`terms:role.${role}`)} disabled={readOnly}
                onChange={(event) => put(one.lab, chosen(one.roles, role, event.currentTarget.checked))}
              />
            ))}
          </Group>
        </Checkbox.Group>
      ))}
      {!readOnly && free.length > 0 && (
        <Select
          label={t('people.addLab')} w={380} value={null} searchable data={free.map((lab) => ({ value: lab, label: name(lab) }))}
          onChange={(lab) => lab && onChange([...value, { lab, roles: [] }])}
        />
      )}
      {error && <Text size="sm" c="var(--mantine-color-error)" role="alert">{error}</Text>}
    </Stack>
  );
}
