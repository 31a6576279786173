import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLaboratories } from '../../parts/laboratories';
import type { Node } from './graph';

/** useNodeNames calls the nodes of the graph: letter of the kind, label beside it, the whole for reading aloud. */
export function useNodeNames() {
  const { t } = useTranslation('links');
  const labs = useLaboratories();
  return useMemo(() => {
    const kind = (node: Node) => t(`terms:${node.kind}`, { count: 1 });
    const label = (node: Node) => node.label || t('hidden', { lab: labs.code(node.lab) });
    return { kind, label, letter: (node: Node) => t(`letter.${node.kind}`), full: (node: Node) => `${kind(node)} ${label(node)}` };
  }, [t, labs]);
}
