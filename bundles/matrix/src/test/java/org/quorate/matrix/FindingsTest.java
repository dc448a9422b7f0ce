package org.quorate.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.quorate.ring.LinkMatrix.Cell;
import org.quorate.ring.LinkMatrix.Row;
import org.quorate.ring.LinkMatrix.Telling;

class FindingsTest {
    private static final long MILLI = 1_000_000;

    @Test
    void nodesThatSeeTheirLinkAlikeAreNotNamed() {
        assertThat(Findings.of(rows(good(2), good(1)))).isEmpty();
        assertThat(Findings.of(rows(down(2, false), down(1, false)))).isEmpty();
    }

    @Test
    void whoHearsAndIsNotHeardIsNamedFirst() {
        assertThat(Findings.of(rows(down(2, true), down(1, false))))
                .containsExactly("link 0: n1 hears n2, n2 does not hear n1");
        assertThat(Findings.of(rows(down(2, false), down(1, true))))
                .containsExactly("link 0: n2 hears n1, n1 does not hear n2");
        assertThat(Findings.of(rows(good(2), down(1, true))))
                .containsExactly("link 0: n1 reaches n2, n2 does not reach n1");
    }

    @Test
    void differentSizesTimesAndLossesAreNamedWithTheirNumbers() {
        assertThat(Findings.of(rows(cell(2, 1500, MILLI, 0), cell(1, 1300, 5 * MILLI, 0.2))))
                .containsExactly(
                        "link 0: packets of 1500 bytes arrive from n1 at n2, of 1300 from n2 at n1",
                        "link 0: the round trip from n1 to n2 takes 1.000 ms, from n2 to n1 5.000 ms",
                        "link 0: n1 loses 0% of its pings to n2, n2 20% of its own to n1");
    }

    @Test
    void littleDifferencesOfTimeAndLossAreNone() {
        assertThat(Findings.of(rows(cell(2, 1500, MILLI / 10, 0), cell(1, 1500, MILLI / 2, 0.04))))
                .isEmpty();
    }

    @Test
    void ofANodeThatTellsNothingIsKnownWhatTheOtherSees() {
        var silent = new Row(2, "n2", Telling.SILENT, List.of());
        assertThat(Findings.of(List.of(new Row(1, "n1", Telling.TELLS, List.of(down(2, true))), silent)))
                .containsExactly("link 0: n1 hears n2, but is not answered by it");
        assertThat(Findings.of(List.of(silent, new Row(3, "n3", Telling.ABSENT, List.of()))))
                .isEmpty();
    }

    @Test
    void onlyWhatIsWorthTellingIsAChange() {
        assertThat(Changes.matter(List.of(good(2)), List.of(cell(2, 1500, MILLI + MILLI / 10, 0.01))))
                .isFalse();
        assertThat(Changes.matter(List.of(good(2)), List.of(cell(2, 1500, 3 * MILLI, 0))))
                .isTrue();
        assertThat(Changes.matter(List.of(good(2)), List.of(cell(2, 1400, MILLI, 0))))
                .isTrue();
        assertThat(Changes.matter(List.of(good(2)), List.of(cell(2, 1500, MILLI, 0.1))))
                .isTrue();
        assertThat(Changes.matter(List.of(good(2)), List.of(down(2, true)))).isTrue();
        assertThat(Changes.matter(List.of(good(2)), List.of())).isTrue();
    }

    private static List<Row> rows(Cell there, Cell back) {
        return List.of(new Row(1, "n1", Telling.TELLS, List.of(there)), new Row(2, "n2", Telling.TELLS, List.of(back)));
    }

    private static Cell good(int node) {
        return cell(node, 1500, MILLI, 0);
    }

    private static Cell cell(int node, int mtu, long roundTrip, double loss) {
        return new Cell(node, 0, true, true, true, true, mtu, roundTrip, MILLI / 100, loss);
    }

    private static Cell down(int node, boolean heard) {
        return new Cell(node, 0, false, true, false, heard, 1500, 0, 0, 0);
    }
}
