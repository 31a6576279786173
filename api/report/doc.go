// Package report makes the numbered document about a candidate or a hit: both
// marks in register with their cells, every term of the score, where the pair
// comes from, who decided what, and the state of the audit log that vouches for
// it. It tells what the matter that it is given tells, and nothing else.
package report
