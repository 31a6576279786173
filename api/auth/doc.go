// Package auth finds out who asks: by password and session, by an identity of an
// OpenID Connect provider, or by the token of a program. What someone may then do
// is decided in package casework.
//
// # Passwords
//
// Every attempt costs one argon2id computation, whether the login exists or not,
// and every refusal is the same Error, so that nobody learns which accounts there
// are; the audit log has the reason. Failures in a row lock an account. Whoever
// knows a login can lock it for an hour at a time: that is the price of a lock,
// and an administrator's reset ends it. What was typed as an unknown login is not
// recorded, since it may be a password in the wrong field and the log is for ever.
//
// # Sessions
//
// The cookie holds 256 random bits; the store knows their SHA-256 only. It is
// HttpOnly, SameSite=Lax (strict would lose it when an OIDC provider sends the
// browser back), ends with the browser, and over TLS carries the prefix __Host-,
// so that no sister host can plant one. The token changes at each sign-in and each
// change of the password. Each request reads session and account in one view:
// nothing is cached, so a revoked session, a disabled account and a withdrawn role
// count from the next request on, in all processes. Answers that go on for long
// ask StillIn.
//
// # Requests from other sites
//
// net/http's CrossOriginProtection looks at each change that comes without a
// token, the sign-in too. It fits: browsers send Sec-Fetch-Site over TLS, and
// Origin with each POST, PUT, PATCH and DELETE also without TLS; a request with
// neither is no browser's and carries no cookie that its sender does not hold. It
// lets GET through, so no GET changes anything (the OIDC callback is bound to the
// browser by its state). Requests with a token need none of it, as no browser
// sends one by itself; a cookie beside a token is not looked at.
//
// # OpenID Connect
//
// Authorization code flow with state, nonce and PKCE, all kept in the session on
// this side and good for one answer within ten minutes. An identity is issuer and
// subject; there is no self-registration. OIDC sign-ins take no part in locks, and
// second factors are the provider's.
//
// # Not protected
//
// A stolen cookie works until its session ends, wherever it is sent from: people
// in the field change addresses. A person's browser with malicious code in it is
// that person.
package auth
