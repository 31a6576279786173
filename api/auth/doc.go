// Package auth finds out who asks: by password and session, by an identity of an
// OpenID Connect provider, or by the token of a program. What someone may then do
// is decided in package casework. Decisions and limits of what is protected are
// in docs/design/auth.md.
package auth
