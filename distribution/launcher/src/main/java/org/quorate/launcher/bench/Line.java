package org.quorate.launcher.bench;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A row with its figures.
 *
 * @param ours the median; absent if it was not measured, and then the note says why
 * @param peer absent if there is none
 * @param live whether the peer was measured in this run
 */
record Line(
        Row row,
        List<Double> samples,
        OptionalDouble ours,
        List<Double> peerSamples,
        OptionalDouble peer,
        boolean live,
        Optional<String> note) {

    static List<Line> of(List<Row> rows, Figures figures, Recorded recorded) {
        return rows.stream().map(row -> of(row, figures, recorded)).toList();
    }

    private static Line of(Row row, Figures figures, Recorded recorded) {
        OptionalDouble live = figures.median(Side.PEER, row.id());
        return new Line(
                row,
                figures.samples(Side.OURS, row.id()),
                figures.median(Side.OURS, row.id()),
                figures.samples(Side.PEER, row.id()),
                live.isPresent() ? live : recorded.figure(row.id()),
                live.isPresent(),
                figures.noteFor(row.id()));
    }

    /** Ours in terms of the peer's. */
    OptionalDouble ratio() {
        return ours.isPresent() && peer.isPresent() && peer.getAsDouble() != 0
                ? OptionalDouble.of(ours.getAsDouble() / peer.getAsDouble())
                : OptionalDouble.empty();
    }

    Optional<Boolean> met() {
        return ours.isPresent() ? row.aim().met(ours.getAsDouble(), peer) : Optional.empty();
    }
}
