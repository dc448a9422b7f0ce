package org.quorate.netcheck.probe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.quorate.netcheck.CheckPlan;
import org.quorate.netcheck.Finding;
import org.quorate.netcheck.Measures;
import org.quorate.netcheck.PairReport;

/** What the figures of all pairs mean. */
public final class Judge {
    private static final Comparator<PairReport> ORDER = Comparator.comparingInt(PairReport::link)
            .thenComparing(PairReport::from)
            .thenComparing(PairReport::to);

    private final CheckPlan plan;

    Judge(CheckPlan plan) {
        this.plan = plan;
    }

    /**
     * Of what all nodes have found, by their names.
     *
     * @throws IOException if that of one makes no sense
     */
    public static List<PairReport> ofAll(CheckPlan plan, Map<String, byte[]> findings) throws IOException {
        var halves = new ArrayList<Half>();
        for (var entry : findings.entrySet()) {
            HalfCodec.decode(ByteBuffer.wrap(entry.getValue())).stream()
                    .filter(half -> half.node().equals(ProbeCodec.shortened(entry.getKey()))) // each speaks for itself
                    .forEach(halves::add);
        }
        return new Judge(plan).judge(halves);
    }

    /** Of all halves that are known; where one is not, the other must do. */
    List<PairReport> judge(List<Half> halves) {
        return halves.stream()
                .map(half -> judge(half, opposite(half, halves)))
                .sorted(ORDER)
                .toList();
    }

    private static Optional<Half> opposite(Half half, List<Half> halves) {
        return halves.stream()
                .filter(other -> other.link() == half.link()
                        && other.node().equals(half.other())
                        && other.other().equals(half.node()))
                .max(Comparator.comparing(other -> other.own().equals(half.target())));
    }

    private PairReport judge(Half half, Optional<Half> opposite) {
        var heard = opposite.map(Half::heard);
        boolean arrives = heard.map(Heard::anything).orElse(false);
        var findings = new ArrayList<Finding>();
        if (arrives) {
            new Quality(
                            plan,
                            half,
                            heard.get(),
                            opposite.map(other -> other.sender().sent()))
                    .judge(findings);
        } else {
            findings.add(Contact.lost(half));
        }
        findings.sort(Comparator.comparing(finding -> !finding.failed()));
        return new PairReport(
                half.node(),
                half.other(),
                half.link(),
                Addresses.text(half.own()),
                Addresses.text(half.target()),
                arrives && half.sender().sent().counted() > 0
                        ? heard.map(received -> measures(half.sender(), received))
                        : Optional.empty(),
                findings);
    }

    private static Measures measures(Sender sender, Heard heard) {
        var sent = sender.sent();
        var trips = sender.trips();
        return new Measures(
                sent.counted(),
                heard.counted(),
                heard.fastMicros() <= 0 ? 0 : (heard.fast() - 1) * 1e6 / heard.fastMicros(),
                trips.medianNanos(),
                trips.worstNanos(),
                trips.jitterNanos(),
                sent.pathBytes(),
                sent.group() == 0
                        ? Optional.empty()
                        : Optional.of(Math.clamp(1 - (double) heard.group() / sent.group(), 0, 1)),
                heard.duplicated(),
                heard.reordered());
    }
}
