import { useQuery } from '@tanstack/react-query';
import { bytes } from '../../../api/client';
import { decode, type Surface } from '../../../viewer/surface';

/** useSurface reads a mark's relief. It does not change, so it is read once. */
export function useSurface(path: string) {
  return useQuery<Surface, unknown>({
    queryKey: ['surface', path],
    queryFn: async ({ signal }) => decode((await bytes(path, signal)).body),
    staleTime: Infinity,
    gcTime: 120_000,
    enabled: path !== '',
  });
}
