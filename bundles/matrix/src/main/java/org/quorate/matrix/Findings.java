package org.quorate.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.quorate.ring.LinkMatrix.Cell;
import org.quorate.ring.LinkMatrix.Row;
import org.quorate.ring.LinkMatrix.Telling;

/** What two nodes do not see alike, in words. */
final class Findings {
    private static final double NANOS_OF_MILLI = 1e6;
    private static final int PERCENT = 100;

    private final List<String> found = new ArrayList<>();

    private Findings() {}

    /** Ordered by pair and link. */
    static List<String> of(List<Row> rows) {
        var findings = new Findings();
        for (int a = 0; a < rows.size(); a++) {
            for (int b = a + 1; b < rows.size(); b++) {
                findings.pair(rows.get(a), rows.get(b));
            }
        }
        return findings.found;
    }

    private void pair(Row a, Row b) {
        if (a.telling() != Telling.TELLS && b.telling() != Telling.TELLS) {
            return;
        }
        for (int link = 0; link < 8; link++) {
            var there = cell(a, b, link);
            var back = cell(b, a, link);
            if (there.isPresent() && back.isPresent()) {
                both(a, there.get(), b, back.get());
            } else {
                there.ifPresent(cell -> one(a, b, cell));
                back.ifPresent(cell -> one(b, a, cell));
            }
        }
    }

    private static Optional<Cell> cell(Row from, Row to, int link) {
        return from.cells().stream()
                .filter(cell -> cell.nodeId() == to.nodeId() && cell.link() == link)
                .findFirst();
    }

    private void both(Row a, Cell there, Row b, Cell back) {
        if (!there.measured() || !back.measured()) {
            return;
        }
        if (there.heard() != back.heard()) {
            var hearing = there.heard() ? a : b;
            var deaf = there.heard() ? b : a;
            say(
                    there,
                    hearing.name() + " hears " + deaf.name() + ", " + deaf.name() + " does not hear " + hearing.name());
        } else if (there.connected() != back.connected()) {
            var reaching = there.connected() ? a : b;
            var failing = there.connected() ? b : a;
            say(
                    there,
                    reaching.name() + " reaches " + failing.name() + ", " + failing.name() + " does not reach "
                            + reaching.name());
        }
        if (!there.connected() || !back.connected()) {
            return;
        }
        if (there.mtuBytes() != back.mtuBytes()) {
            say(
                    there,
                    "packets of " + there.mtuBytes() + " bytes arrive from " + a.name() + " at " + b.name() + ", of "
                            + back.mtuBytes() + " from " + b.name() + " at " + a.name());
        }
        if (Changes.timesDiffer(there, back)) {
            say(
                    there,
                    "the round trip from " + a.name() + " to " + b.name() + " takes " + millis(there) + ", from "
                            + b.name() + " to " + a.name() + " " + millis(back));
        }
        if (Changes.lossDiffers(there, back)) {
            say(
                    there,
                    a.name() + " loses " + percent(there) + " of its pings to " + b.name() + ", " + b.name() + " "
                            + percent(back) + " of its own to " + a.name());
        }
    }

    /** The other one tells nothing. */
    private void one(Row a, Row b, Cell cell) {
        if (cell.measured() && cell.heard() && !cell.connected()) {
            say(cell, a.name() + " hears " + b.name() + ", but is not answered by it");
        }
    }

    private void say(Cell cell, String what) {
        found.add("link " + cell.link() + ": " + what);
    }

    private static String millis(Cell cell) {
        return String.format(Locale.ROOT, "%.3f ms", cell.roundTripNanos() / NANOS_OF_MILLI);
    }

    private static String percent(Cell cell) {
        return Math.round(PERCENT * cell.lossShare()) + "%";
    }
}
