package org.quorate.launcher.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.quorate.launcher.Reason;
import org.quorate.launcher.StartException;

/** One node of a demo: its folders and, if it runs, its process. */
record DemoNode(Path folder, int number) {
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    String name() {
        return "n" + number;
    }

    Path home() {
        return folder.resolve(name());
    }

    Path mount() {
        return home().resolve("pve");
    }

    Path config() {
        return home().resolve("etc/corosync.conf");
    }

    Path console() {
        return home().resolve("log/console.log");
    }

    /** The words that start it by hand. */
    List<String> command(String program, boolean mounts) {
        var words = new ArrayList<>(List.of(program, "node", "--home", home().toString(), "--name", name()));
        if (mounts) {
            words.addAll(List.of("--mount", mount().toString()));
        }
        return words;
    }

    /** In a session of its own, so that neither Ctrl-C nor the end of the terminal reaches it. */
    Process start(Path program, boolean mounts) throws StartException {
        var words = new ArrayList<String>();
        if (Files.isExecutable(SETSID)) {
            words.add(SETSID.toString());
        }
        words.addAll(command(program.toString(), mounts));
        try {
            Files.createDirectories(mount());
            Files.createDirectories(console().getParent());
            File console = console().toFile();
            return new ProcessBuilder(words)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.to(console))
                    .start();
        } catch (IOException e) {
            throw StartException.environment(
                    name() + " cannot be started: " + Reason.of(e) + "; is " + program + " there?");
        }
    }

    /** Its process, whoever started it. A process id that now belongs to something else does not count. */
    Optional<ProcessHandle> process() {
        try {
            long pid = Long.parseLong(
                    Files.readString(home().resolve("run/quorate.pid")).strip());
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(process -> isOurs(pid));
        } catch (IOException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    /** Whether that process runs a node in this home; its words may be relative to where it was started. */
    private boolean isOurs(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        try {
            List<String> words =
                    Arrays.asList(Files.readString(process.resolve("cmdline")).split("\0"));
            Path started = Files.readSymbolicLink(process.resolve("cwd"));
            int option = words.indexOf("--home");
            return words.stream().anyMatch(word -> word.endsWith("/org.quorate.launcher.jar"))
                    && option > 0
                    && option + 1 < words.size()
                    && started.resolve(words.get(option + 1)).normalize().equals(home());
        } catch (IOException _) {
            return false; // it has just ended, or belongs to somebody else
        }
    }

    /** What it said on its way out, at most some lines. */
    List<String> lastWords() {
        try {
            List<String> lines = Files.readAllLines(console());
            return lines.subList(Math.max(0, lines.size() - 5), lines.size());
        } catch (IOException _) {
            return List.of();
        }
    }
}
