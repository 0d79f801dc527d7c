#define _GNU_SOURCE /* pipe2 */
#include "cprobe_write.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

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
		/* Whoever reads the caller's output is not to wait for this process. */
		for (int stream = 0; stream <= 2; stream++)
			if (stream != file && stream != ends[1])
				close(stream);
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
