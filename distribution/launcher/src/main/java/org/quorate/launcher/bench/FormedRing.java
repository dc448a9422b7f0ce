package org.quorate.launcher.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.quorate.launcher.Reason;
import org.quorate.launcher.StartException;

/**
 * When a node had its transport open, and when it was in its first ring of all after that, as its log tells it.
 *
 * @param open the last time before that ring
 */
record FormedRing(LocalDateTime open, LocalDateTime formed) {
    /** How the lines of a node's log begin. */
    private static final String TIME = "uuuu-MM-dd HH:mm:ss.SSS";

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(TIME, Locale.ROOT);
    private static final Pattern OPEN = Pattern.compile(" transport \\S+: open$");
    private static final Pattern MEMBERS = Pattern.compile(" ring \\S+: members \\[([0-9, ]+)]$");

    /** Of a log; absent if it does not tell of such a ring. */
    static Optional<FormedRing> of(Path log, int members) throws StartException {
        try {
            return of(Files.readAllLines(log), members);
        } catch (IOException e) {
            throw StartException.environment(log + ": " + Reason.of(e));
        }
    }

    static Optional<FormedRing> of(List<String> lines, int members) {
        Optional<LocalDateTime> open = Optional.empty();
        for (String line : lines) {
            if (OPEN.matcher(line).find()) {
                open = time(line);
            }
            var ring = MEMBERS.matcher(line);
            if (open.isPresent() && ring.find() && ring.group(1).split(",").length == members) {
                var opened = open.get();
                return time(line).map(formed -> new FormedRing(opened, formed));
            }
        }
        return Optional.empty();
    }

    private static Optional<LocalDateTime> time(String line) {
        try {
            return Optional.of(LocalDateTime.parse(line.substring(0, Math.min(TIME.length(), line.length())), FORMAT));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    /** From the last that opened to the last that was in the ring. */
    static double seconds(List<FormedRing> all) {
        var open =
                all.stream().map(FormedRing::open).max(LocalDateTime::compareTo).orElseThrow();
        var formed = all.stream()
                .map(FormedRing::formed)
                .max(LocalDateTime::compareTo)
                .orElseThrow();
        return Duration.between(open, formed).toMillis() / 1e3;
    }
}
