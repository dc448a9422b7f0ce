/*
 * One process in one group of a corosync node, steered by lines on standard input. It says the same in the same words
 * as the probe inside a Quorate node, so that the two can be compared line by line.
 *
 *   group_client GROUP
 *   send COUNT SIZE    sends messages of SIZE bytes               -> sent COUNT SIZE
 *   mark NAME          sends a mark                               -> own NAME MICROSECONDS, once it is back
 *   leave              leaves the group and ends                  -> left
 *
 *   change MEMBER... left MEMBER:REASON... joined MEMBER:REASON...      a member is NODE/PID
 *   mark NAME COUNT DIGEST     messages since the last mark, and a digest of their senders, sizes, contents and order
 */
#include <corosync/cpg.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define MAX_BYTES (4 << 20)

static cpg_handle_t handle;
static uint32_t self;
static uint32_t table[256];
static uint32_t digest = 0xFFFFFFFF;
static unsigned long count;
static int64_t marked;
static int left_group;
static char buffer[MAX_BYTES];

static int64_t micros(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000LL + now.tv_nsec / 1000;
}

static void fail(const char *what, int code)
{
	fprintf(stderr, "group_client: %s: error %d\n", what, code);
	exit(1);
}

static void make_table(void)
{
	for (uint32_t i = 0; i < 256; i++) {
		uint32_t value = i;

		for (int bit = 0; bit < 8; bit++)
			value = value & 1 ? 0xEDB88320 ^ value >> 1 : value >> 1;
		table[i] = value;
	}
}

static void add(const void *data, size_t size)
{
	for (const unsigned char *byte = data; size > 0; size--)
		digest = table[(digest ^ *byte++) & 0xFF] ^ digest >> 8;
}

static void delivered(cpg_handle_t h, const struct cpg_name *group, uint32_t node, uint32_t pid, void *data, size_t size)
{
	uint32_t length = (uint32_t)size;
	const char *text = data;

	(void)h;
	(void)group;
	if (size > 0 && text[0] == 'M') {
		printf("mark %.*s %lu %08x\n", (int)size - 1, text + 1, count, ~digest);
		if (node == self && pid == (uint32_t)getpid())
			printf("own %.*s %lld\n", (int)size - 1, text + 1, (long long)(micros() - marked));
		digest = 0xFFFFFFFF;
		count = 0;
		return;
	}
	add(&node, sizeof(node));
	add(&length, sizeof(length));
	add(data, size);
	count++;
}

static int by_node_and_pid(const void *a, const void *b)
{
	const struct cpg_address *x = a;
	const struct cpg_address *y = b;

	if (x->nodeid != y->nodeid)
		return x->nodeid < y->nodeid ? -1 : 1;
	return x->pid < y->pid ? -1 : x->pid > y->pid;
}

static void print(const struct cpg_address *list, size_t size, int reasons)
{
	struct cpg_address sorted[CPG_MEMBERS_MAX];

	memcpy(sorted, list, size * sizeof(*list));
	qsort(sorted, size, sizeof(*sorted), by_node_and_pid);
	for (size_t i = 0; i < size; i++) {
		printf(" %u/%u", sorted[i].nodeid, sorted[i].pid);
		if (reasons)
			printf(":%u", sorted[i].reason);
	}
}

static void changed(cpg_handle_t h, const struct cpg_name *group, const struct cpg_address *members, size_t member_count,
		    const struct cpg_address *left, size_t left_count, const struct cpg_address *joined,
		    size_t joined_count)
{
	(void)h;
	(void)group;
	printf("change");
	print(members, member_count, 0);
	printf(" left");
	print(left, left_count, 1);
	printf(" joined");
	print(joined, joined_count, 1);
	printf("\n");
	for (size_t i = 0; i < left_count; i++)
		if (left[i].nodeid == self && left[i].pid == (uint32_t)getpid())
			left_group = 1;
}

static void dispatch(void)
{
	cs_error_t result = cpg_dispatch(handle, CS_DISPATCH_ALL);

	if (result != CS_OK && result != CS_ERR_TRY_AGAIN)
		fail("cpg_dispatch", result);
	fflush(stdout);
}

static void wait_for_daemon(void)
{
	int fd;

	cpg_fd_get(handle, &fd);
	poll(&(struct pollfd){ .fd = fd, .events = POLLIN }, 1, 1);
	dispatch();
}

static void send_message(size_t size)
{
	struct iovec piece = { .iov_base = buffer, .iov_len = size };
	cs_error_t result;

	while ((result = cpg_mcast_joined(handle, CPG_TYPE_AGREED, &piece, 1)) == CS_ERR_TRY_AGAIN)
		wait_for_daemon();
	if (result != CS_OK)
		fail("cpg_mcast_joined", result);
}

static void send_many(unsigned long messages, size_t size)
{
	if (size > MAX_BYTES)
		fail("size", 0);
	for (unsigned long i = 0; i < messages; i++) {
		for (size_t at = 0; at < size; at++)
			buffer[at] = (char)(at * 31 + i);
		if (size > 0)
			buffer[0] = 'D';
		send_message(size);
		if (i % 16 == 0)
			dispatch();
	}
	printf("sent %lu %zu\n", messages, size);
}

static void obey(const char *line, const struct cpg_name *group)
{
	unsigned long messages;
	size_t size;
	char name[64];

	if (sscanf(line, "send %lu %zu", &messages, &size) == 2) {
		send_many(messages, size);
	} else if (sscanf(line, "mark %63s", name) == 1) {
		buffer[0] = 'M';
		memcpy(buffer + 1, name, strlen(name));
		marked = micros();
		send_message(1 + strlen(name));
	} else if (strncmp(line, "leave", 5) == 0) {
		cs_error_t result;

		while ((result = cpg_leave(handle, group)) == CS_ERR_TRY_AGAIN)
			wait_for_daemon();
		if (result != CS_OK)
			fail("cpg_leave", result);
	} else {
		fail(line, 0);
	}
}

int main(int argc, char **argv)
{
	cpg_callbacks_t callbacks = { .cpg_deliver_fn = delivered, .cpg_confchg_fn = changed };
	struct cpg_name group;
	cs_error_t result;
	char line[256];
	size_t filled = 0;
	int fd;

	if (argc != 2 || strlen(argv[1]) >= CPG_MAX_NAME_LENGTH)
		fail("usage: group_client GROUP", 0);
	make_table();
	group.length = strlen(argv[1]);
	memcpy(group.value, argv[1], group.length);
	while ((result = cpg_initialize(&handle, &callbacks)) != CS_OK) {
		if (result != CS_ERR_TRY_AGAIN && result != CS_ERR_LIBRARY)
			fail("cpg_initialize", result);
		usleep(10000);
	}
	cpg_local_get(handle, &self);
	while ((result = cpg_join(handle, &group)) == CS_ERR_TRY_AGAIN)
		usleep(10000);
	if (result != CS_OK)
		fail("cpg_join", result);
	cpg_fd_get(handle, &fd);
	printf("self %u/%d\n", self, (int)getpid());
	fflush(stdout);
	while (!left_group) {
		struct pollfd both[2] = { { .fd = fd, .events = POLLIN }, { .fd = 0, .events = POLLIN } };

		poll(both, 2, -1);
		if (both[0].revents)
			dispatch();
		if (both[1].revents) {
			char *end;
			ssize_t got = read(0, line + filled, sizeof(line) - 1 - filled);

			if (got <= 0)
				break;
			filled += (size_t)got;
			line[filled] = '\0';
			while ((end = strchr(line, '\n')) != NULL) {
				*end = '\0';
				obey(line, &group);
				filled -= (size_t)(end + 1 - line);
				memmove(line, end + 1, filled + 1);
			}
			fflush(stdout);
		}
	}
	printf("left\n");
	fflush(stdout);
	cpg_finalize(handle);
	return 0;
}
