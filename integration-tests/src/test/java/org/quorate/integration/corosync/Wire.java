package org.quorate.integration.corosync;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program between two nodes that treats what goes from one to the other badly. */
final class Wire implements AutoCloseable {
    private final Process process;

    /**
     * Works when it returns.
     *
     * @param delayMicros of each packet
     * @param lateMicros how much longer some take
     * @param latePercent how many of them
     * @param twicePercent how many arrive twice
     */
    Wire(Path folder, List<String> ends, int delayMicros, int lateMicros, int latePercent, int twicePercent)
            throws IOException {
        var program = folder.resolve("wire").toString();
        Command.of("gcc", "-O2", "-Wall", "-Werror", "-o", program, "src/test/c/wire.c")
                .output();
        var words = new ArrayList<>(List.of(program));
        words.addAll(ends);
        for (int number : List.of(delayMicros, lateMicros, latePercent, twicePercent)) {
            words.add(Integer.toString(number));
        }
        process = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var answer = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        if (!"ready".equals(answer.readLine())) {
            close();
            throw new AssertionError("the wire does not work");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
