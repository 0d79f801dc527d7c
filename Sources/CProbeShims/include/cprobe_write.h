/*
 * A write(2) that may never come back: `unbind` waits in the kernel, where no signal reaches it, for
 * drivers that wait for their users. It is made in a child process, so that the caller can stop
 * waiting. In C, because only async-signal-safe functions may run between fork(2) and _exit(2).
 */
#ifndef CPROBE_WRITE_H
#define CPROBE_WRITE_H

#include <stddef.h>

struct cprobe_write {
	int process; /* the child */
	int pipe;    /* becomes readable when the child has its result, or has ended */
};

/*
 * Starts the write of `length` bytes to an open file. The child keeps all descriptors but standard
 * input, output and error: what the caller has locked stays locked until the write is over, also
 * when the caller has gone. 0, or the negated errno.
 */
int cprobe_write_start(int file, const void *bytes, size_t length, struct cprobe_write *out);
/* Waits for the child's result at most so long: 1 when it is there, 0 when not. */
int cprobe_write_wait(const struct cprobe_write *started, int milliseconds);
/* After cprobe_write_wait() gave 1: the count of bytes written, or the negated errno. */
long cprobe_write_finish(struct cprobe_write *started);
/* Stops waiting; the child goes on until the kernel lets it end. */
void cprobe_write_abandon(struct cprobe_write *started);

#endif
