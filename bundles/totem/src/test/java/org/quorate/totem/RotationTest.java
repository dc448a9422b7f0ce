package org.quorate.totem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RotationTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long MOST = 238 * MILLI;

    private final Rotation rotation = new Rotation(MOST);
    private long now;

    @BeforeEach
    void start() {
        now = 12_345;
    }

    @Test
    void thePatienceWithARingOfWhichNothingIsKnownDoublesUpToTheLimit() {
        for (long expected = Rotation.FIRST_NANOS; expected < MOST; expected *= 2) {
            assertThat(rotation.patienceNanos()).isEqualTo(expected);
            rotation.repeated();
        }
        rotation.repeated();
        assertThat(rotation.patienceNanos()).isEqualTo(MOST);
    }

    @Test
    void aSteadyRingIsTrustedToStaySo() {
        rotate(100, 5 * MILLI);
        assertThat(rotation.patienceNanos()).isBetween(5 * MILLI, 6 * MILLI);
        rotate(100, MILLI / 10);
        assertThat(rotation.patienceNanos()).isEqualTo(Rotation.LEAST_NANOS);
    }

    @Test
    void aRingThatBecameSlowIsKnownAfterAFewRotations() {
        rotate(100, MILLI / 10);
        rotate(1, 10 * MILLI);
        assertThat(rotation.patienceNanos()).isEqualTo(10 * MILLI);
        rotate(40, 10 * MILLI);
        assertThat(rotation.patienceNanos()).isGreaterThan(11 * MILLI);
    }

    @Test
    void aFewRotationsThatOthersHadToRepairChangeLittle() {
        for (int i = 0; i < 100; i++) {
            rotate(6, MILLI);
            rotate(1, 100 * MILLI);
        }
        rotate(1, MILLI);
        assertThat(rotation.patienceNanos()).isLessThan(4 * MILLI);
    }

    @Test
    void nothingIsLearntFromRestsAndARepetitionDoublesThePatienceForOnce() {
        rotate(100, 5 * MILLI);
        long before = rotation.patienceNanos();
        rotation.left(now, true);
        now += 100 * MILLI;
        rotation.returned(now);
        assertThat(rotation.patienceNanos()).isEqualTo(before);
        rotation.left(now, false);
        rotation.repeated();
        assertThat(rotation.patienceNanos()).isEqualTo(2 * before);
        now += 5 * MILLI;
        rotation.returned(now);
        assertThat(rotation.patienceNanos()).isEqualTo(before);
    }

    /** That tells whether the token rested elsewhere. */
    @Test
    void theLastRotationIsKnownThoughNothingIsLearntFromIt() {
        rotation.left(now, true);
        now += 100 * MILLI;
        rotation.returned(now);
        assertThat(rotation.tookNanos()).isEqualTo(100 * MILLI);
        assertThat(rotation.patienceNanos()).isEqualTo(Rotation.FIRST_NANOS);
    }

    @Test
    void thePatienceIsNeverMoreThanTheSettingsAllow() {
        assertThat(new Rotation(MILLI / 2).patienceNanos()).isEqualTo(MILLI / 2);
    }

    private void rotate(int times, long nanos) {
        for (int i = 0; i < times; i++) {
            rotation.left(now, false);
            now += nanos;
            rotation.returned(now);
        }
    }
}
