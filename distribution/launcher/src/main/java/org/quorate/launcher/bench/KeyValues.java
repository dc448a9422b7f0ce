package org.quorate.launcher.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.quorate.launcher.StartException;

/** A line of {@code key=value}, as the bench commands of a node and the load program of corosync print it. */
record KeyValues(Map<String, String> values) {
    /** The last line that has such a pair counts; what stands before it are remarks. */
    static KeyValues parse(String text) {
        Map<String, String> values = new HashMap<>();
        for (String line : text.lines().toList()) {
            Map<String, String> found = new HashMap<>();
            for (String word : line.strip().split("\\s+")) {
                int equals = word.indexOf('=');
                if (equals > 0) {
                    found.put(word.substring(0, equals), word.substring(equals + 1));
                }
            }
            if (!found.isEmpty()) {
                values = found;
            }
        }
        return new KeyValues(values);
    }

    double number(String key) throws StartException {
        String text = values.getOrDefault(key, "");
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException _) {
            throw StartException.environment("expected " + key + "=NUMBER in an answer, found " + values);
        }
    }

    /** Numbers with commas between; none if the key is not there. */
    List<Double> numbers(String key) {
        List<Double> numbers = new ArrayList<>();
        for (String word : values.getOrDefault(key, "").split(",")) {
            if (!word.isEmpty()) {
                numbers.add(Double.valueOf(word));
            }
        }
        return numbers;
    }
}
