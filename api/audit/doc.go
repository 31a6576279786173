// Package audit keeps the audit log: every act as an entry of a Merkle tree
// (RFC 6962) in the store's ledger, and signed heads of that tree. Whoever keeps
// a signed head can later prove that nothing before it was changed, removed or
// put in between. What this proves and what not is in docs/design/audit.md.
package audit
