package org.quorate.launcher.bench;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The same for programs: an object with {@code facts} and {@code rows}; what is not known is null. */
final class JsonReport {
    private JsonReport() {}

    static String of(Map<String, String> facts, List<Line> lines) {
        return "{\n  \"facts\": {\n"
                + facts.entrySet().stream()
                        .map(fact -> "    " + text(fact.getKey()) + ": " + text(fact.getValue()))
                        .collect(Collectors.joining(",\n"))
                + "\n  },\n  \"rows\": [\n"
                + lines.stream().map(line -> "    " + row(line)).collect(Collectors.joining(",\n"))
                + "\n  ]\n}\n";
    }

    private static String row(Line line) {
        Row row = line.row();
        return "{"
                + String.join(
                        ", ",
                        "\"id\": " + text(row.id()),
                        "\"what\": " + text(row.heading() + ": " + row.text()),
                        "\"unit\": " + text(row.unit()),
                        "\"quorate\": " + number(line.ours()),
                        "\"quorate_samples\": " + line.samples(),
                        "\"note\": " + line.note().map(JsonReport::text).orElse("null"),
                        "\"peer\": " + number(line.peer()),
                        "\"peer_samples\": " + line.peerSamples(),
                        "\"peer_is_live\": " + line.live(),
                        "\"ratio\": " + number(line.ratio()),
                        "\"aim\": " + text(row.aim().text()),
                        "\"met\": " + line.met().map(Object::toString).orElse("null"))
                + "}";
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? Double.toString(value.getAsDouble()) : "null";
    }

    static String text(String text) {
        var json = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"', '\\' -> json.append('\\').append(c);
                default -> {
                    if (c < ' ') {
                        json.append(String.format("\\u%04x", (int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        return json.append('"').toString();
    }
}
