// What an account may do, for showing or hiding; the service decides for itself.
import { session, type Account } from '../api/session';
import { useStore } from '../api/store';

export type Role = NonNullable<Account['memberships']>[number]['roles'][number];

export function has(account: Account | null | undefined, ...roles: Role[]): boolean {
  return (account?.memberships ?? []).some((membership) => membership.roles.some((role) => roles.includes(role)));
}

/** useAccount is whoever is signed in. Pages are only shown to somebody. */
export function useAccount(): Account {
  const { account } = useStore(session);
  if (!account) throw new Error('nobody is signed in');
  return account;
}

/** useHas tells whether whoever is signed in has one of the roles in some laboratory. */
export function useHas(...roles: Role[]): boolean {
  return has(useStore(session).account, ...roles);
}
