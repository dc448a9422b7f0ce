package org.quorate.launcher.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What was measured, by the id of its row; several samples where it was measured several times. */
final class Figures {
    private final Map<Side, Map<String, List<Double>>> samples = new EnumMap<>(Side.class);
    private final Map<String, String> notes = new HashMap<>();

    Figures() {
        for (Side side : Side.values()) {
            samples.put(side, new HashMap<>());
        }
    }

    void add(Side side, String id, double value) {
        of(side).computeIfAbsent(id, _ -> new ArrayList<>()).add(value);
    }

    /** Instead of a figure of ours, in all rows whose id begins so. */
    void note(String idPrefix, String why) {
        notes.put(idPrefix, why);
    }

    List<Double> samples(Side side, String id) {
        return List.copyOf(of(side).getOrDefault(id, List.of()));
    }

    OptionalDouble median(Side side, String id) {
        return Statistics.median(samples(side, id));
    }

    Optional<String> noteFor(String id) {
        return notes.entrySet().stream()
                .filter(note -> id.startsWith(note.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private Map<String, List<Double>> of(Side side) {
        return samples.getOrDefault(side, Map.of());
    }
}
