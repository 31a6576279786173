// Package blob keeps bytes by their SHA-256, in files (Dir) or in an S3 bucket
// (S3). Both are casework.Blobs and safe for concurrent use, by several processes
// too. What is kept never changes and is never deleted; whoever reads a blob to
// its end has had its hash checked.
package blob
