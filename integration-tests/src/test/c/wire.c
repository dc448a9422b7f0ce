/*
 * A wire between two interfaces that treats packets badly, as no kernel here has netem.
 *
 *     wire FROM TO delay_us late_us late_percent duplicate_percent
 *
 * Each frame that comes to one of them leaves by the other after the delay; the percentage of them that is late takes that
 * much longer, so that others overtake it; another percentage leaves twice. Answers "ready" on standard output as soon as
 * it works, and ends with its standard input.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <linux/virtio_net.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { FRAME_BYTES = 70000, MOST_WAITING = 4096 };

struct waiting {
    int64_t due_us;
    int to;
    size_t length;
    char *frame;
};

static struct waiting queue[MOST_WAITING];
static int queued;
static uint32_t randomness = 1;

static int64_t now_us(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000LL + now.tv_nsec / 1000;
}

static int percent(int wanted) {
    randomness = randomness * 1664525u + 1013904223u;
    return (int)((randomness >> 8) % 100) < wanted;
}

/* Headers of virtio tell which checksums are still to be made. */
static int open_interface(const char *name) {
    int on = 1;
    int fd = socket(AF_PACKET, SOCK_RAW, htons(ETH_P_ALL));
    struct sockaddr_ll address = {.sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL)};
    address.sll_ifindex = (int)if_nametoindex(name);
    if (fd < 0 || address.sll_ifindex == 0 || setsockopt(fd, SOL_PACKET, PACKET_VNET_HDR, &on, sizeof on) != 0
        || setsockopt(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, &on, sizeof on) != 0
        || bind(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        perror(name);
        exit(1);
    }
    struct packet_mreq all = {.mr_ifindex = address.sll_ifindex, .mr_type = PACKET_MR_PROMISC};
    setsockopt(fd, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &all, sizeof all);
    return fd;
}

static void hold(int to, const char *frame, size_t length, int64_t due_us) {
    if (queued == MOST_WAITING) {
        return;
    }
    struct waiting *next = &queue[queued++];
    next->due_us = due_us;
    next->to = to;
    next->length = length;
    next->frame = malloc(length);
    memcpy(next->frame, frame, length);
}

/* In the order of their time; answers microseconds to the next, -1 if there is none. */
static int64_t release(void) {
    for (;;) {
        int first = -1;
        for (int i = 0; i < queued; i++) {
            if (first < 0 || queue[i].due_us < queue[first].due_us) {
                first = i;
            }
        }
        if (first < 0) {
            return -1;
        }
        int64_t wait_us = queue[first].due_us - now_us();
        if (wait_us > 0) {
            return wait_us;
        }
        struct waiting due = queue[first];
        memmove(&queue[first], &queue[first + 1], (size_t)(--queued - first) * sizeof queue[0]);
        if (write(due.to, due.frame, due.length) < 0) {
            perror("write");
        }
        free(due.frame);
    }
}

int main(int count, char **words) {
    static char frame[FRAME_BYTES];
    if (count != 7) {
        fprintf(stderr, "usage: wire FROM TO delay_us late_us late_percent duplicate_percent\n");
        return 2;
    }
    int delay_us = atoi(words[3]), late_us = atoi(words[4]), late = atoi(words[5]), twice = atoi(words[6]);
    struct pollfd fds[] = {{open_interface(words[1]), POLLIN, 0}, {open_interface(words[2]), POLLIN, 0},
                           {STDIN_FILENO, POLLIN, 0}};
    puts("ready");
    fflush(stdout);
    for (;;) {
        int64_t wait_us = release();
        struct timespec wait = {.tv_sec = wait_us / 1000000, .tv_nsec = wait_us % 1000000 * 1000};
        if (ppoll(fds, 3, wait_us < 0 ? NULL : &wait, NULL) < 0 || fds[2].revents) {
            return 0;
        }
        for (int side = 0; side < 2; side++) {
            ssize_t length = fds[side].revents ? recv(fds[side].fd, frame, sizeof frame, MSG_DONTWAIT) : -1;
            if (length > 0) {
                int to = fds[1 - side].fd;
                int64_t due_us = now_us() + delay_us + (percent(late) ? late_us : 0);
                hold(to, frame, (size_t)length, due_us);
                if (percent(twice)) {
                    hold(to, frame, (size_t)length, due_us);
                }
            }
        }
    }
}
