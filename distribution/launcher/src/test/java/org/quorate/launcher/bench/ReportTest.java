package org.quorate.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ReportTest {
    private final Figures figures = new Figures();
    private final Recorded recorded = Recorded.of(3, Wire.USUAL);

    @Test
    void theMedianOfAnEvenNumberLiesBetween() {
        assertThat(Statistics.median(List.of())).isEmpty();
        assertThat(Statistics.median(List.of(3.0, 1.0, 2.0))).hasValue(2);
        assertThat(Statistics.median(List.of(4.0, 1.0, 2.0, 3.0))).hasValue(2.5);
        assertThat(Statistics.quantile(List.of(2.0, 1.0), 1)).hasValue(2);
        assertThat(Statistics.quantile(List.of(), 0.5)).isEmpty();
    }

    @Test
    void theTableHasOursThePeersTheRatioAndWhetherTheAimIsMet() throws Exception {
        for (double value : new double[] {900, 1100, 1000}) {
            figures.add(Side.OURS, Ids.messages(64, 1), value);
        }
        figures.add(Side.PEER, Ids.messages(64, 1), 2000);
        figures.add(Side.OURS, Ids.cpu(64, 1), 600.24);
        figures.add(Side.PEER, Ids.cpu(64, 1), 300.12);
        figures.add(Side.OURS, Ids.LATENCY_P50, 60.5);
        figures.note("ring.latency.p99", "not measured");
        figures.add(Side.OURS, Ids.MEMORY_PEAK, 180);
        assertThat(table("--only", "ring", "--sizes", "64")).isEqualTo("""
                machine: 2 cores

                                                                         Quorate   peer            ratio  aim
                Ordered messages
                  64 B, 1 sender                          msg/s             1000   2000  live       0.50  >= peer      missed
                  64 B, 1 sender                          MB/s                 -
                  64 B, 1 sender                          CPU s/GB         600.2  300.1  live       2.00
                  64 B, 3 senders                         msg/s                -  55900  recorded         >= peer
                  64 B, 3 senders                         MB/s                 -
                  64 B, 3 senders                         CPU s/GB             -
                Send to self-delivery, 64 B, one outstanding
                  p50                                     us                  61    121  recorded   0.50  <= peer      met
                  p99                                     us        not measured    258  recorded
                The same on an idle ring, 20 ms between
                  p50                                     us                   -    486  recorded         <= 0.5 peer
                  p99                                     us                   -
                Start
                  all 3 at once, until quorate            s                    -                          <= 3
                A node
                  resident memory at rest                 MB                   -     19  recorded
                  resident memory at most                 MB                 180    104  recorded   1.73  <= 220       met
                  pauses of the collector in the windows                       -
                  pause p99                               ms                   -
                  pause max                               ms                   -
                """);
    }

    @Test
    void programsGetTheSamplesAndNullForWhatIsNotKnown() throws Exception {
        figures.add(Side.OURS, Ids.START_ALL, 2.5);
        var options = BenchOptions.of(List.of("--only", "failure"));
        String json = JsonReport.of(Map.of("machine", "a \"b\"\n"), Line.of(Row.of(options), figures, recorded));
        assertThat(json)
                .startsWith("{\n  \"facts\": {\n    \"machine\": \"a \\\"b\\\"\\u000a\"\n  },\n  \"rows\": [\n")
                .contains("{\"id\": \"start.all\", \"what\": \"Start: all 3 at once, until quorate\", \"unit\": \"s\","
                        + " \"quorate\": 2.5, \"quorate_samples\": [2.5], \"note\": null, \"peer\": null,"
                        + " \"peer_samples\": [], \"peer_is_live\": false, \"ratio\": null, \"aim\": \"<= 3\","
                        + " \"met\": true}")
                .endsWith("}\n  ]\n}\n");
    }

    @Test
    void eachRecordedFigureBelongsToARow() throws Exception {
        var rows = Row.of(BenchOptions.of(List.of("--sizes", "64,1024,4096,16384,65536")));
        assertThat(rows).extracting(Row::id).doesNotHaveDuplicates();
        assertThat(rows.stream().map(row -> recorded.figure(row.id())).filter(OptionalDouble::isPresent))
                .hasSize(recorded.count());
        assertThat(recorded.source()).contains("corosync", "pmxcfs");
    }

    @Test
    void overAnotherTransportNothingIsRecorded() throws Exception {
        assertThat(Recorded.of(3, Wire.of("bench", "knet", "none", true)).count())
                .isZero();
        assertThat(Recorded.of(3, Wire.of("bench", "knet", "none", true)).figure(Ids.LATENCY_P50))
                .isEmpty();
    }

    @Test
    void aPeerThatIsNotThereIsNeitherMetNorMissed() {
        assertThat(new Aim.AtLeastPeer().met(1, OptionalDouble.empty())).isEmpty();
        assertThat(new Aim.AtMostPeer().met(1, OptionalDouble.of(1))).contains(true);
        assertThat(new Aim.AtMost(3).met(4, OptionalDouble.empty())).contains(false);
        assertThat(new Aim.AtLeast(50).met(50, OptionalDouble.empty())).contains(true);
        assertThat(new Aim.AtMostOfPeer(0.5).met(51, OptionalDouble.of(100))).contains(false);
    }

    @Test
    void whatIsKeptUnderLossIsMeasuredAgainstOurOwn() throws Exception {
        var rows = Row.of(BenchOptions.of(List.of("--only", "start", "--peer-scripts", "x", "--loss", "1,5,10")));
        assertThat(rows)
                .filteredOn(row -> row.id().contains(".kept."))
                .extracting(row -> row.id() + " " + row.aim().text())
                .containsExactly(
                        "loss.1.kept.1 >= 50",
                        "loss.1.kept.3 >= 50",
                        "loss.5.kept.1 >= 20",
                        "loss.5.kept.3 >= 20",
                        "loss.10.kept.1 ",
                        "loss.10.kept.3 ");
    }

    private String table(String... words) throws Exception {
        return TextReport.of(
                Map.of("machine", "2 cores"), Line.of(Row.of(BenchOptions.of(List.of(words))), figures, recorded));
    }
}
