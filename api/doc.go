// Package api is the service's HTTP interface: requests in, acts of casework out.
//
// Every operation is registered with register, which turns the errors of its
// function into answers in one place (problem.go); the OpenAPI document is made
// from the operations. What is allowed is decided in casework, not here.
package api
