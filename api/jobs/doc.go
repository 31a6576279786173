// Package jobs brings jobs to workers over NATS JetStream: a server in this
// process that keeps its store in files, or servers elsewhere by URL.
//
// A job in the queue is one message, whose subject ends in the job's identifier,
// in a stream that drops a message when it is done. Offering a job expects that
// its subject has no message: the server itself then refuses a second one for as
// long as the first waits, is worked on, or waits for another attempt, and takes
// the next as soon as the first is done. (A cluster may take a moment to know,
// which is one reason to offer what is pending again now and then.) De-duplication
// by message identifier would also refuse what is offered again soon after it was
// done.
package jobs
