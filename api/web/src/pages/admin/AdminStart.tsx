import { Redirect } from 'wouter';
import { useAccount } from '../../app/rights';
import { sectionsOf } from './sections';

/** AdminStart leads to the first part of administration that the person may see. */
export default function AdminStart() {
  return <Redirect to={sectionsOf(useAccount())[0]!.href} replace />;
}
