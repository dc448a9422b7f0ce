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

/**
 * One node of a demo: its folders and, if it runs, its process.
 *
 * @param folder of the demo; the home is in it
 * @param number from 1
 */
public record DemoNode(Path folder, int number) {
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    /** As in the nodelist. */
    public String name() {
        return "n" + number;
    }

    /** Everything of the node is there. */
    public Path home() {
        return folder.resolve(name());
    }

    /** Where its tree is mounted, if it is. */
    public Path mount() {
        return home().resolve("pve");
    }

    /** Its {@code corosync.conf}. */
    public Path config() {
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

    Process start(Path program, boolean mounts) throws StartException {
        try {
            return builder(List.of(), program, mounts).start();
        } catch (IOException e) {
            throw notStarted(program, e);
        }
    }

    /**
     * Its process, ready to be started in a session of its own, so that neither Ctrl-C nor the end of the terminal
     * reaches it. What it says on its way is in a file.
     *
     * @param before words that end with {@code exec}, in the sense that the process they start becomes the node
     * @param program {@code bin/quorate}
     * @throws StartException if its folders cannot be made
     */
    public ProcessBuilder builder(List<String> before, Path program, boolean mounts) throws StartException {
        var words = new ArrayList<String>();
        if (Files.isExecutable(SETSID)) {
            words.add(SETSID.toString());
        }
        words.addAll(before);
        words.addAll(command(program.toString(), mounts));
        try {
            Files.createDirectories(mount());
            Files.createDirectories(console().getParent());
        } catch (IOException e) {
            throw notStarted(program, e);
        }
        return new ProcessBuilder(words)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(console().toFile()));
    }

    private StartException notStarted(Path program, IOException e) {
        return StartException.environment(
                name() + " cannot be started: " + Reason.of(e) + "; is " + program + " there?");
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
    public List<String> lastWords() {
        try {
            List<String> lines = Files.readAllLines(console());
            return lines.subList(Math.max(0, lines.size() - 5), lines.size());
        } catch (IOException _) {
            return List.of();
        }
    }
}
