package org.quorate.integration.nodes;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program {@code quorate} of the distribution, run as a user would. */
public record Program(Path path) {
    private static final long DEADLINE_SECONDS = 120;

    /** What a run ended with. */
    public record Result(int exitCode, String output) {
        @Override
        public String toString() {
            return "exit code " + exitCode + "\n" + output;
        }
    }

    public static Program ofDistribution() {
        var path = Path.of("../distribution/target/quorate/bin/quorate")
                .toAbsolutePath()
                .normalize();
        if (!Files.isExecutable(path)) {
            throw new AssertionError(path + " is not there; build the distribution first");
        }
        return new Program(path);
    }

    /** Runs it to its end; output and errors are one text. */
    public Result run(String... words) throws IOException, InterruptedException {
        var output = Files.createTempFile("quorate-run", ".out");
        try {
            var process = start(output, words);
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("quorate " + List.of(words) + " did not end:\n" + Files.readString(output));
            }
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
        }
    }

    /** Starts it. */
    public Process start(Path output, String... words) throws IOException {
        var command = new ArrayList<String>();
        command.add(path.toString());
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(output.toFile())
                .start();
    }
}
