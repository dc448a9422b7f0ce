package org.quorate.shell.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.quorate.netcheck.CheckReport;
import org.quorate.netcheck.Defect;
import org.quorate.netcheck.Finding;
import org.quorate.netcheck.Measures;
import org.quorate.netcheck.PairReport;

class NetcheckTextTest {
    private static final Measures MEASURES =
            new Measures(10_200, 10_098, 990.2, 412_000, 9_000_000, 88_000, 1500, Optional.of(0.0), 0, 0);

    private static CheckReport report(Finding... findings) {
        return new CheckReport(
                List.of(new PairReport(
                        "n1", "n2", 0, "10.0.0.1", "10.0.0.2", Optional.of(MEASURES), List.of(findings))),
                List.of());
    }

    @Test
    void aGoodPairIsOneLine() {
        assertThat(NetcheckText.of(report())).isEqualTo("""
                From  To  Link  Address   Loss  Packets/s  RTT      Jitter   MTU   Multicast  Verdict
                n1    n2  0     10.0.0.2  1.0%  990        0.41 ms  0.09 ms  1500  0.0% lost  good

                The network is ready for a cluster.
                """);
        assertThat(ExitCodes.of(new NetcheckResult(report(), false))).isEqualTo(ExitCodes.OK);
    }

    @Test
    void aFaultIsToldInWordsWithTheNextStep() {
        var report = report(
                new Finding(Defect.LOSS, true, "2.0 % are lost", "look at cables"),
                new Finding(Defect.REORDERED, false, "some are overtaken", "look for a bond"));
        assertThat(NetcheckText.of(report))
                .contains("  loss, reordered (hint)\n")
                .endsWith("""

                FAULT  n1 -> n2, link 0: 2.0 % are lost
                       next: look at cables

                hint   n1 -> n2, link 0: some are overtaken
                       next: look for a bond

                The network is not ready for a cluster: 1 fault.
                """);
        assertThat(ExitCodes.of(new NetcheckResult(report, true))).isEqualTo(ExitCodes.FAILED);
    }

    @Test
    void programsHaveTheSame() {
        var json = NetcheckJson.of(report(new Finding(Defect.ONE_WAY, true, "a \"b\"\n", "c\\d")));
        assertThat(json)
                .startsWith("{\"ready\": false,")
                .contains("\"sent\": 10200, \"received\": 10098, \"loss\": 0.01000")
                .contains("{\"defect\": \"one_way\", \"failed\": true, \"text\": \"a \\\"b\\\"\\u000a\", \"next_step\":"
                        + " \"c\\\\d\"}");
    }

    @Test
    void nothingMeasuredIsNotReady() {
        var report = new CheckReport(List.of(), List.of());
        assertThat(NetcheckText.of(report)).contains("Nothing was measured.");
        assertThat(NetcheckJson.of(report)).contains("\"ready\": false");
    }
}
