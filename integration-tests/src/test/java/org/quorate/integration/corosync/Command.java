package org.quorate.integration.corosync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command that is run to its end. */
record Command(List<String> words) {
    private static final long DEADLINE_SECONDS = 60;

    /** Output and errors are one text. */
    record Answer(int exitCode, String output) {}

    static Command of(String... words) {
        return new Command(List.of(words));
    }

    Answer run() {
        try {
            var process = new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(this + " did not end");
            }
            return new Answer(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(this + " was interrupted", e);
        }
    }

    /** The output, if it succeeds. */
    String output() {
        var answer = run();
        if (answer.exitCode() != 0) {
            throw new AssertionError(this + " ended with exit code " + answer.exitCode() + ":\n" + answer.output());
        }
        return answer.output();
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
