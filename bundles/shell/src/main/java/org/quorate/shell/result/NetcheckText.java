package org.quorate.shell.result;

import java.util.Locale;
import java.util.stream.Collectors;
import org.quorate.netcheck.CheckReport;
import org.quorate.netcheck.Defect;
import org.quorate.netcheck.Finding;
import org.quorate.netcheck.Measures;
import org.quorate.netcheck.PairReport;

/** {@code pvecm netcheck}: the figures of each direction, then what is wrong and what to do, in words. */
public final class NetcheckText {
    private static final double NANOS_OF_MILLI = 1e6;
    private static final double PERCENT = 100.0;

    private NetcheckText() {}

    /** The whole report. */
    public static String of(CheckReport report) {
        var table = new Table(
                "From", "To", "Link", "Address", "Loss", "Packets/s", "RTT", "Jitter", "MTU", "Multicast", "Verdict");
        for (var pair : report.pairs()) {
            table.row(row(pair));
        }
        var text = new StringBuilder().append(table);
        for (var pair : report.pairs()) {
            for (var finding : pair.findings()) {
                words(text, pair.from() + " -> " + pair.to() + ", link " + pair.link() + ": ", finding);
            }
        }
        for (var hint : report.hints()) {
            words(text, "", hint);
        }
        long failed = report.findings().stream().filter(Finding::failed).count();
        return text.append('\n').append(verdict(report, failed)).append('\n').toString();
    }

    private static String verdict(CheckReport report, long failed) {
        if (report.pairs().isEmpty()) {
            return "Nothing was measured.";
        }
        return report.isGood()
                ? "The network is ready for a cluster."
                : "The network is not ready for a cluster: " + failed + (failed == 1 ? " fault." : " faults.");
    }

    private static void words(StringBuilder text, String where, Finding finding) {
        text.append('\n')
                .append(finding.failed() ? "FAULT  " : "hint   ")
                .append(where)
                .append(finding.text());
        text.append("\n       next: ").append(finding.nextStep()).append('\n');
    }

    private static String[] row(PairReport pair) {
        var measures = pair.measures();
        return new String[] {
            pair.from(),
            pair.to(),
            Integer.toString(pair.link()),
            pair.toAddress(),
            measures.map(m -> percent(m.loss())).orElse("-"),
            measures.map(m -> format("%.0f", m.packetsPerSecond())).orElse("-"),
            measures.map(m -> millis(m.roundTripNanos())).orElse("-"),
            measures.map(m -> millis(m.jitterNanos())).orElse("-"),
            measures.map(Measures::pathBytes)
                    .filter(bytes -> bytes > 0)
                    .map(bytes -> Integer.toString(bytes))
                    .orElse("-"),
            measures.flatMap(Measures::multicastLoss)
                    .map(lost -> lost >= 1 ? "none" : percent(lost) + " lost")
                    .orElse("-"),
            pair.findings().isEmpty()
                    ? pair.measures().isPresent() ? "good" : "arrives, not measured"
                    : pair.findings().stream()
                            .map(finding -> word(finding.defect()) + (finding.failed() ? "" : " (hint)"))
                            .distinct()
                            .collect(Collectors.joining(", "))
        };
    }

    /** As operators write it. */
    static String word(Defect defect) {
        return switch (defect) {
            case MTU -> "MTU";
            default -> defect.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    private static String millis(long nanos) {
        return nanos == 0 ? "-" : format("%.2f ms", nanos / NANOS_OF_MILLI);
    }

    private static String percent(double share) {
        return format("%.1f%%", PERCENT * share);
    }

    private static String format(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }
}
