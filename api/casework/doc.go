// Package casework is the service's vocabulary and its rules: what a laboratory
// records, who may do what, and the way of a lead from a candidate to a hit. It
// knows no adapter: SQL, files, queue, text index, engine and HTTP are reached
// through the interfaces in ports.go, or reach it.
//
// Struct tags state what a field may hold, once: json its name, enum, maxLength,
// minimum and maximum its limits, doc its meaning. Check enforces them for every
// caller, the API shows them in its OpenAPI document. The bun tag names columns.
package casework
