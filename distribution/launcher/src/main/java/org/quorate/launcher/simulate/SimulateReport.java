package org.quorate.launcher.simulate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.quorate.simulator.Invariant;
import org.quorate.simulator.Outcome;
import org.quorate.simulator.Tally;

/** Tables for people, and the same for programs. */
final class SimulateReport {
    private SimulateReport() {}

    static String text(Outcome outcome) {
        var text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "seed %d: %d nodes, %.1f simulated s, %d events, trace %016x%n",
                outcome.plan().seed(),
                outcome.nodes(),
                outcome.simulatedNanos() / 1e9,
                outcome.events(),
                outcome.traceHash()));
        text.append("faults: ").append(outcome.faults()).append('\n');
        outcome.gaps().forEach(gap -> text.append("known gap: ").append(gap).append('\n'));
        text.append(outcome.failure().map(failure -> "VIOLATED " + failure).orElse("all invariants held"))
                .append('\n');
        return text.toString();
    }

    static String text(Tally tally, double seconds) {
        var text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%d runs, %.1f simulated hours, %d faults, %d events in %.1f s%n%n",
                tally.runs(),
                tally.hours(),
                tally.faultsInAll(),
                tally.events(),
                seconds));
        tally.faults().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> text.append(String.format(
                        Locale.ROOT, "  %-18s %12d%n", entry.getKey().label(), entry.getValue())));
        text.append(String.format("%n  %-8s %14s %8s%n", "", "checks", "gaps"));
        for (var invariant : Invariant.values()) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %-8s %14s %8s  %s%n",
                    invariant,
                    invariant.isApplicable() ? tally.checks(invariant) : "-",
                    tally.gaps(invariant) == 0 ? "" : tally.gaps(invariant),
                    invariant.text() + (invariant.isApplicable() ? "" : " (" + invariant.whyNot() + ")")));
        }
        tally.firstGaps().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> text.append(String.format(
                        "%nknown gap, seed %d: %s",
                        entry.getValue().plan().seed(), entry.getValue().failure())));
        tally.failures().stream()
                .sorted(Comparator.comparingLong(finding -> finding.plan().seed()))
                .forEach(finding -> text.append(
                        String.format("%nFAILED, seed %d: %s", finding.plan().seed(), finding.failure())));
        return text.append('\n')
                .append(tally.failed() == 0 ? "all invariants held" : tally.failed() + " runs failed")
                .append('\n')
                .toString();
    }

    static String json(Tally tally, double seconds) {
        var invariants = Arrays.stream(Invariant.values())
                .map(invariant -> String.format(
                        "    {\"id\": \"%s\", \"text\": \"%s\", \"applicable\": %s, \"checks\": %d, \"gaps\": %d}",
                        invariant,
                        invariant.text(),
                        invariant.isApplicable(),
                        tally.checks(invariant),
                        tally.gaps(invariant)))
                .collect(Collectors.joining(",\n"));
        var faults = tally.faults().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> "\"" + entry.getKey().label() + "\": " + entry.getValue())
                .collect(Collectors.joining(", "));
        var failures = tally.failures().stream()
                .map(finding -> String.format(
                        "    {\"seed\": %d, \"invariant\": \"%s\", \"text\": \"%s\"}",
                        finding.plan().seed(),
                        finding.failure().invariant(),
                        finding.failure().text().replace("\\", "\\\\").replace("\"", "\\\"")))
                .collect(Collectors.joining(",\n"));
        return String.format(
                Locale.ROOT,
                "{%n  \"runs\": %d,%n  \"failed\": %d,%n  \"simulated_hours\": %.3f,%n  \"events\": %d,%n"
                        + "  \"seconds\": %.1f,%n  \"faults\": {%s},%n  \"invariants\": [%n%s%n  ],%n"
                        + "  \"failures\": [%n%s%n  ]%n}%n",
                tally.runs(),
                tally.failed(),
                tally.hours(),
                tally.events(),
                seconds,
                faults,
                invariants,
                failures);
    }
}
