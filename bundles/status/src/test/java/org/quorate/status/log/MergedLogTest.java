package org.quorate.status.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergedLogTest {
    private static LogEntry entry(String node, int time, int uid) {
        return LogEntry.of(uid, time, 6, node, "root@pam", "test", 1, node + " " + time + " " + uid);
    }

    private static List<String> texts(MergedLog log) {
        return log.newestFirst().stream().map(LogEntry::message).toList();
    }

    @Test
    void whatIsNotNewerThanTheLastOfItsNodeIsPassedOver() {
        var log = new MergedLog();
        assertThat(log.add(entry("a", 10, 2))).isTrue();
        assertThat(log.add(entry("a", 10, 2))).isFalse();
        assertThat(log.add(entry("a", 10, 1))).isFalse();
        assertThat(log.add(entry("a", 9, 3))).isFalse();
        assertThat(log.add(entry("a", 10, 3))).isTrue();
        assertThat(log.add(entry("a", 11, 1))).as("another process, later").isTrue();
        assertThat(log.add(entry("b", 9, 1))).as("another node").isTrue();
        assertThat(texts(log)).containsExactly("a 11 1", "a 10 3", "a 10 2", "b 9 1");
    }

    @Test
    void logsOfAllNodesBecomeOneWithoutDoublesAndInOneOrder() {
        var one = new MergedLog();
        var other = new MergedLog();
        one.add(entry("a", 10, 1));
        one.add(entry("b", 10, 1));
        one.add(entry("a", 30, 2));
        other.add(entry("b", 10, 1));
        other.add(entry("b", 20, 2));
        var ofOne = List.copyOf(one.newestFirst());
        one.merge(List.of(List.copyOf(other.newestFirst())));
        other.merge(List.of(ofOne));
        assertThat(texts(one)).isEqualTo(texts(other)).hasSize(4).startsWith("a 30 2", "b 20 2");
        assertThat(one.add(entry("b", 20, 2)))
                .as("the newest of each node is known again")
                .isFalse();
    }

    @Test
    void theNewestStayWhenThereIsNoMoreRoom() throws MalformedLogException {
        var log = new MergedLog();
        for (int i = 1; i <= 5000; i++) {
            log.add(entry("a", i, i));
        }
        var kept = LogRing.decode(log.ring());
        assertThat(kept).hasSameSizeAs(log.newestFirst()).hasSizeBetween(1000, 2400);
        assertThat(kept.getFirst().uid()).isEqualTo(5000);
        assertThat(kept.getLast().uid()).isEqualTo(5001 - kept.size());
    }

    @Test
    void nodesWithoutNumberDoNotMakeItGrow() {
        var log = new MergedLog();
        for (int i = 1; i <= 20_000; i++) {
            log.add(entry("node" + i, i, 1));
        }
        assertThat(log.newestFirst()).hasSizeLessThan(2400);
    }

    @Test
    void aClockThatWasSetBackDoesNotSilenceItsNode() {
        var log = new MergedLog();
        var accepted = new ArrayList<Boolean>();
        for (int now : new int[] {100, 50, 50, 101}) {
            int uid = accepted.size() + 1;
            accepted.add(log.add(entry("a", log.timeOfNext("a", uid, now), uid)));
        }
        accepted.add(log.add(entry("a", log.timeOfNext("a", 1, 60), 1)));
        assertThat(accepted).containsOnly(true);
    }
}
