package org.quorate.shell.result;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.quorate.netcheck.CheckReport;
import org.quorate.netcheck.Finding;
import org.quorate.netcheck.Measures;
import org.quorate.netcheck.PairReport;

/** {@code pvecm netcheck --json}: the report for programs. */
public final class NetcheckJson {
    private static final double NANOS_OF_MICRO = 1e3;

    private NetcheckJson() {}

    /** The whole report, one pair a line. */
    public static String of(CheckReport report) {
        return "{\"ready\": " + (report.isGood() && !report.pairs().isEmpty()) + ",\n \"pairs\": ["
                + report.pairs().stream().map(NetcheckJson::pair).collect(Collectors.joining(",\n  ", "\n  ", ""))
                + "],\n \"hints\": "
                + findings(report.hints()) + "}\n";
    }

    private static String pair(PairReport pair) {
        return "{\"from\": " + quoted(pair.from()) + ", \"to\": " + quoted(pair.to()) + ", \"link\": " + pair.link()
                + ", \"from_address\": " + quoted(pair.fromAddress()) + ", \"to_address\": "
                + quoted(pair.toAddress()) + ", \"good\": " + pair.isGood()
                + pair.measures().map(NetcheckJson::measures).orElse("") + ", \"findings\": "
                + findings(pair.findings()) + "}";
    }

    private static String measures(Measures measures) {
        return String.format(
                Locale.ROOT,
                ", \"sent\": %d, \"received\": %d, \"loss\": %.5f, \"packets_per_second\": %.1f, \"rtt_us\": %.1f,"
                        + " \"rtt_worst_us\": %.1f, \"jitter_us\": %.1f, \"mtu\": %d, \"multicast_loss\": %s,"
                        + " \"duplicated\": %d, \"reordered\": %d",
                measures.sent(),
                measures.received(),
                measures.loss(),
                measures.packetsPerSecond(),
                measures.roundTripNanos() / NANOS_OF_MICRO,
                measures.worstNanos() / NANOS_OF_MICRO,
                measures.jitterNanos() / NANOS_OF_MICRO,
                measures.pathBytes(),
                measures.multicastLoss()
                        .map(lost -> String.format(Locale.ROOT, "%.5f", lost))
                        .orElse("null"),
                measures.duplicated(),
                measures.reordered());
    }

    private static String findings(List<Finding> findings) {
        return findings.stream()
                .map(finding -> "{\"defect\": " + quoted(finding.defect().name().toLowerCase(Locale.ROOT))
                        + ", \"failed\": " + finding.failed() + ", \"text\": " + quoted(finding.text())
                        + ", \"next_step\": " + quoted(finding.nextStep()) + "}")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** Names come from the network: whatever is in them is text. */
    static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.chars().forEach(letter -> {
            if (letter == '"' || letter == '\\') {
                quoted.append('\\').append((char) letter);
            } else if (letter < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", letter));
            } else {
                quoted.append((char) letter);
            }
        });
        return quoted.append('"').toString();
    }
}
