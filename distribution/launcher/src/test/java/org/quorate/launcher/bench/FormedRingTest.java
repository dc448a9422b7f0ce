package org.quorate.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FormedRingTest {
    private static final String RING = "INFO    org.quorate.group.host.RingHost ring 1.";
    private static final String OPEN = "INFO    org.quorate.group.host.Wire transport knet: open";

    @Test
    void theTimesAreThoseOfTheLog() {
        var one = FormedRing.of(
                List.of(
                        "2026-11-30 04:00:01.000 " + OPEN,
                        "2026-11-30 04:00:01.100 " + RING + "4: members [1]",
                        "2026-11-30 04:00:01.900 " + RING + "8: members [1, 2]",
                        "2026-11-30 04:00:09.000 " + RING + "12: members [1, 2]"),
                2);
        var other = FormedRing.of(
                List.of("2026-11-30 04:00:01.650 " + OPEN, "2026-11-30 04:00:01.901 " + RING + "8: members [1, 2]"), 2);
        assertThat(FormedRing.seconds(List.of(one.orElseThrow(), other.orElseThrow())))
                .isEqualTo(0.251);
    }

    @Test
    void aLogWithoutSuchARingTellsNothing() {
        assertThat(FormedRing.of(List.of("2026-11-30 04:00:01.900 " + RING + "8: members [1, 2]"), 2))
                .isEmpty();
        assertThat(FormedRing.of(List.of("transport knet: open", RING + "8: members [1, 2]"), 2))
                .isEmpty();
        assertThat(FormedRing.of(List.of("2026-11-30 04:00:01.000 " + OPEN), 2)).isEmpty();
    }
}
