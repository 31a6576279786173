import { SimpleGrid, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Path } from '../../../parts/record/path';
import type { Trace } from './fields';
import { Choice, Line } from './TraceField';

/** PersonFields are those of the possessor or of an associate. */
export function PersonFields({ path }: { path: 'possessor' | `associates[${number}]` }) {
  const { t } = useTranslation('reports');
  const at = (name: string) => `${path}.${name}` as Path<Trace>;
  const label = (name: string) => t(`trace.person.${name}`);
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
        <Line path={at('surname')} label={label('surname')} max={120} />
        <Line path={at('given_names')} label={label('given_names')} max={120} />
        <Line path={at('alias')} label={label('alias')} max={120} />
        <Line path={at('birth_date')} label={label('birth_date')} max={10} />
        <Line path={at('birth_place')} label={label('birth_place')} max={200} />
        <Line path={at('nationality')} label={label('nationality')} max={60} />
        <Choice path={at('sex')} label={label('sex')} options={(['female', 'male', 'other'] as const).map((value) => ({ value, label: t(`trace.sexes.${value}`) }))} />
        <Line path={at('id_type')} label={label('id_type')} max={60} />
        <Line path={at('id_number')} label={label('id_number')} max={60} exact />
      </SimpleGrid>
      <Line path={at('address')} label={label('address')} max={500} />
    </Stack>
  );
}
