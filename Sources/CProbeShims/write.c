#define _GNU_SOURCE
#include "cprobe_write.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* close_range(2), Linux 5.9; before it, one by one as far as numbers usually go. */
static void close_from(unsigned int first, unsigned int last)
{
#ifdef SYS_close_range
	if (syscall(SYS_close_range, first, last, 0) == 0)
		return;
#endif
	if (last > 65535)
		last = 65535;
	for (unsigned int number = first; number <= last; number++)
		close((int)number);
}

static void close_all_but(int one, int other)
{
	unsigned int low = (unsigned int)(one < other ? one : other);
	unsigned int high = (unsigned int)(one < other ? other : one);

	if (low > 0)
		close_from(0, low - 1);
	if (high > low + 1)
		close_from(low + 1, high - 1);
	close_from(high + 1, ~0U);
}

int cprobe_write_start(int file, const void *bytes, size_t length, struct cprobe_write *out)
{
	int ends[2];
	int process;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return -errno;
	process = fork();
	if (process < 0) {
		int error = errno;

		close(ends[0]);
		close(ends[1]);
		return -error;
	}
	if (process == 0) {
		long result;

		/* The caller may be gone by the time of the answer. */
		signal(SIGPIPE, SIG_IGN);
		close_all_but(file, ends[1]);
		result = write(file, bytes, length);
		if (result < 0)
			result = -errno;
		if (write(ends[1], &result, sizeof(result)) != sizeof(result))
			_exit(1);
		_exit(0);
	}
	close(ends[1]);
	out->process = process;
	out->pipe = ends[0];
	return 0;
}

int cprobe_write_wait(const struct cprobe_write *started, int milliseconds)
{
	struct pollfd poller = { .fd = started->pipe, .events = POLLIN };

	return poll(&poller, 1, milliseconds) > 0;
}

long cprobe_write_finish(struct cprobe_write *started)
{
	long result = 0;
	ssize_t count;

	do {
		count = read(started->pipe, &result, sizeof(result));
	} while (count < 0 && errno == EINTR);
	close(started->pipe);
	while (waitpid(started->process, NULL, 0) < 0 && errno == EINTR)
		;
	/* The child was killed before it could tell: whether it wrote is not known. */
	return count == sizeof(result) ? result : -EIO;
}

void cprobe_write_abandon(struct cprobe_write *started)
{
	close(started->pipe);
}
