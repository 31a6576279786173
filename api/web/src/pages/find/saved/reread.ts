import { queries } from '../../../api/client';

/** reread reads the saved searches again, after one was changed. */
export const reread = () => queries.invalidateQueries({ queryKey: ['get', '/api/v1/saved-searches'] });
