package org.quorate.netcheck.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PathSizeTest {
    /** Turns until the search is over, if each packet up to that size arrives and is told of a turn later. */
    private static int search(PathSize path, int size, int loseFirst) {
        int turns = 0;
        int lost = 0;
        while (!path.found()) {
            int sent = path.next();
            if (sent > 0 && sent <= size && lost++ >= loseFirst) {
                path.arrived(sent);
            }
            turns++;
        }
        return turns;
    }

    @Test
    void theWholeIsTriedFirst() {
        var path = new PathSize(1500);
        assertThat(search(path, 9000, 0)).isEqualTo(1);
        assertThat(path.known()).isEqualTo(1500);
    }

    @Test
    void whatIsBetweenIsFoundToTheByte() {
        for (int size = 576; size <= 9000; size += 101) {
            var path = new PathSize(9000);
            assertThat(search(path, size, 0)).isLessThan(150);
            assertThat(Math.max(576, path.known())).isEqualTo(size);
        }
    }

    @Test
    void oneThatIsLostIsTriedAgain() {
        var path = new PathSize(1500);
        search(path, 1500, 2);
        assertThat(path.known()).isEqualTo(1500);
    }

    @Test
    void aReportThatComesLateCounts() {
        var path = new PathSize(1500);
        search(path, 0, 0);
        assertThat(path.known()).isZero();
        path.arrived(1500);
        assertThat(path.known()).isEqualTo(1500);
        assertThat(path.found()).isTrue();
    }

    @Test
    void whatTheSystemRefusesIsNotTriedAgain() {
        var path = new PathSize(1500);
        assertThat(path.next()).isEqualTo(1500);
        path.refused(1500);
        assertThat(path.next()).isLessThan(1500);
    }
}
