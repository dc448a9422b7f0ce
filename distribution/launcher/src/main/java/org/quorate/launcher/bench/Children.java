package org.quorate.launcher.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.quorate.launcher.Reason;
import org.quorate.launcher.StartException;

/** The processes of a run. All are started here, so that none is left when this is closed; thread safe. */
final class Children {
    /** A node ends within 10 seconds by itself. */
    private static final int STOP_SECONDS = 15;

    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final List<Process> started = new ArrayList<>();
    private boolean closed;

    /** What a command answered; errors are part of the text. */
    record Answer(int exitCode, String text) {}

    /** Starts a process that runs on. */
    synchronized Process start(ProcessBuilder builder) throws StartException {
        if (closed) {
            throw StartException.environment("the run is being ended");
        }
        try {
            Process process = builder.start();
            started.removeIf(earlier -> !earlier.isAlive());
            started.add(process);
            return process;
        } catch (IOException e) {
            throw StartException.environment(
                    builder.command().getFirst() + " cannot be started: " + Reason.of(e) + "; is it installed?");
        }
    }

    /** Words for a process that Ctrl-C does not reach: its end is ours to choose. */
    static ProcessBuilder builder(List<String> words) {
        var all = new ArrayList<String>();
        if (Files.isExecutable(SETSID)) {
            all.add(SETSID.toString());
        }
        all.addAll(words);
        return new ProcessBuilder(all).redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    }

    /** Runs a command to its end; it is killed after a number of seconds. */
    Answer run(List<String> words, int seconds) throws StartException {
        Process process = start(builder(words).redirectErrorStream(true));
        CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS).execute(process::destroyForcibly);
        try (var output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(process.waitFor(), text);
        } catch (IOException e) {
            throw StartException.environment(words + ": " + Reason.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StartException.environment("interrupted");
        }
    }

    /** Asks them to end, and kills those that do not. */
    static void stop(Collection<Process> processes) throws InterruptedException {
        processes.forEach(Process::destroy);
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
        for (Process process : processes) {
            if (!process.waitFor(Math.max(0, endNanos - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                process.destroyForcibly();
                process.waitFor();
            }
        }
    }

    /** Ends all; nothing can be started any more. */
    void close() throws InterruptedException {
        List<Process> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(started);
        }
        stop(all);
    }
}
