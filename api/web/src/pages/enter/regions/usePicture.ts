import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { bytes } from '../../../api/client';
import type { Size } from './view';

/** usePicture reads the picture of an acquisition, and how many points the original has. */
export function usePicture(acquisition: string) {
  const found = useQuery({
    queryKey: ['picture of an acquisition', acquisition],
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const { body, headers } = await bytes(`/api/v1/acquisitions/${acquisition}/picture?side_px=2048`, signal);
      const size: Size = { width: Number(headers.get('X-Cotejo-Width')), height: Number(headers.get('X-Cotejo-Height')) };
      return { blob: new Blob([body], { type: 'image/png' }), size };
    },
  });
  const [href, setHref] = useState('');
  const blob = found.data?.blob;
  useEffect(() => {
    if (!blob) return;
    const made = URL.createObjectURL(blob);
    setHref(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return { found, href, size: found.data?.size };
}
