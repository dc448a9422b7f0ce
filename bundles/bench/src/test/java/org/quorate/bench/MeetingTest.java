package org.quorate.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MeetingTest {
    private static final Duration BOUND = Duration.ofSeconds(30);

    /** Of a clock that moves on whenever it is read. */
    private static final Duration STEP = Duration.ofMillis(1);

    private final FakeGroups groups = new FakeGroups();
    private final ExecutorService nodes = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        nodes.shutdownNow();
        nodes.close();
        groups.close();
    }

    @Test
    void nobodyLeavesBeforeAllHaveSaidTheirLastWordAndItIsNotCounted() throws Exception {
        var runs = new ArrayList<Future<Long>>();
        for (int node = 1; node <= 3; node++) {
            runs.add(nodes.submit(member(node, 10 * node)));
        }
        for (var run : runs) {
            assertThat(run.get()).isEqualTo(60);
        }
    }

    private Callable<Long> member(int node, int messages) {
        return () -> {
            try (var meeting = new Meeting(groups.of(node), "g", 3, () -> {})) {
                meeting.awaitComplete();
                for (int i = 0; i < messages; i++) {
                    meeting.send(meeting.load(64), BOUND);
                }
                meeting.end(BOUND);
                assertThat(meeting.own()).isEqualTo(messages);
                return meeting.messages();
            }
        };
    }

    @Test
    void aMemberThatDiesIsNotWaitedFor() throws Exception {
        try (var meeting = new Meeting(groups.of(1), "g", 2, () -> {});
                var other = new Meeting(groups.of(2), "g", 2, () -> {})) {
            other.awaitComplete();
            meeting.awaitComplete();
            groups.kill(2);
            meeting.end(BOUND);
            assertThat(meeting.messages()).isZero();
        }
    }

    @Test
    void whoeverIsExpelledEndsAtOnceAndSaysWhy() throws Exception {
        try (var meeting = new Meeting(groups.of(1), "g", 1, () -> {})) {
            meeting.awaitComplete();
            meeting.expelled("the ring is going");
            assertThatThrownBy(() -> meeting.end(BOUND)).hasMessageContaining("the ring is going");
        }
    }

    @Test
    void aMessageThatNoGroupCarriesIsRefused() {
        try (var meeting = new Meeting(groups.of(1), "g", 1, () -> {})) {
            for (int size : new int[] {0, (1 << 20) + 1}) {
                assertThatThrownBy(() -> meeting.load(size))
                        .isInstanceOf(BenchException.class)
                        .hasMessageContaining("SIZE: found " + size);
            }
        }
    }

    @Test
    void aRunMeasuresWhatAllSend() throws Exception {
        var runs = new ArrayList<Future<BenchResult.Throughput>>();
        for (int node : List.of(1, 2)) {
            runs.add(nodes.submit(() -> {
                try (var meeting = new Meeting(groups.of(node), "g", 2, () -> {})) {
                    var clock = new AtomicLong();
                    var result = new ThroughputRun(
                                    meeting, 100, node == 1, () -> 0, () -> clock.addAndGet(STEP.toNanos()))
                            .run(Duration.ZERO, STEP.multipliedBy(10));
                    assertThat(meeting.own()).isEqualTo(node == 1 ? meeting.messages() : 0);
                    assertThat(result.own()).isEqualTo(meeting.own());
                    return result;
                }
            }));
        }
        var sender = runs.getFirst().get();
        var listener = runs.getLast().get();
        assertThat(sender.own()).isPositive();
        assertThat(sender.messages()).isEqualTo(sender.own());
        assertThat(listener.own()).isZero();
        assertThat(listener.line()).startsWith("node=2 mode=throughput sender=false size=100 ");
    }

    @Test
    void theLatencyRunSendsOneAfterTheOther() throws Exception {
        try (var run = new LatencyRun(groups.of(1), "g", 1, 64, 0)) {
            var result = run.run(Duration.ZERO, 20);
            assertThat(result.nanos().count()).isEqualTo(20);
            assertThat(result.nanos().at(0)).isNotNegative();
        }
    }
}
