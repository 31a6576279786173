import { useAccount } from '../../app/rights';

const entering = ['technician', 'examiner', 'supervisor'];

/** useOwnLabs are the identifiers of the laboratories for which whoever is signed in may enter records. */
export function useOwnLabs(): string[] {
  const account = useAccount();
  return (account.memberships ?? []).filter((one) => one.roles.some((role) => entering.includes(role))).map((one) => one.lab);
}

/** useMayEnter tells whether whoever is signed in may change records of a laboratory. */
export function useMayEnter(lab: string | undefined): boolean {
  return useOwnLabs().includes(lab ?? '');
}
