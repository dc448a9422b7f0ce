package org.quorate.integration.corosync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.quorate.integration.nodes.Await;
import org.quorate.integration.nodes.Program;

/** {@code quorate netcheck} in the namespaces of nodes that run nothing else. */
record NetcheckRun(Network network, Path folder) {
    private static final Pattern CODE = Pattern.compile("--code (\\S+)");
    private static final int DEADLINE_SECONDS = 90;

    /** Long enough for a rate, short enough for a test. */
    private static final List<String> SHORT = List.of("--count", "2000");

    /** The first node asks the second, which listens. */
    Program.Result ask(String... options) throws IOException, InterruptedException {
        return ask(code -> code, options);
    }

    /** With another code than the one that the second shows. */
    Program.Result askWrongly() throws IOException, InterruptedException {
        return ask(_ -> "WRONG-WRONG-WRONG");
    }

    private Program.Result ask(UnaryOperator<String> code, String... options) throws IOException, InterruptedException {
        var heard = folder.resolve("listener");
        var listener = start(2, heard, "", List.of("--listen", network.address(2), "--name", "n2"));
        try {
            Await.until("the listener shows its code", () -> code(heard).isPresent());
            var words = new ArrayList<>(List.of("--name", "n1", "--wait", "3"));
            words.addAll(List.of("--code", code.apply(code(heard).orElseThrow())));
            words.addAll(SHORT);
            words.addAll(List.of(options));
            words.add(network.address(2));
            var output = folder.resolve("asker");
            var result = ended(start(1, output, "", words), output);
            if (result.output().matches("(?s).*n2 +n1 .*")) {
                Await.until("the listener has told, too", () -> listener().contains("The network is"));
            }
            return result;
        } finally {
            listener.destroyForcibly().onExit().join();
        }
    }

    /** The second does not listen. */
    Program.Result askNobody() throws IOException, InterruptedException {
        var output = folder.resolve("asker");
        var words = List.of("--code", "WRONG-WRONG-WRONG", "--wait", "2", network.address(2));
        return ended(start(1, output, "", words), output);
    }

    /** What the listener has written. */
    String listener() throws IOException {
        return Files.readString(folder.resolve("listener"));
    }

    /**
     * The first two nodes, with one file, measure with each other.
     *
     * @param hosts what the hosts file of each has
     * @return what each has to say
     */
    List<Program.Result> mesh(String configuration, List<String> hosts, String... options)
            throws IOException, InterruptedException {
        var file = Files.writeString(folder.resolve("corosync.conf"), configuration);
        var processes = new ArrayList<Process>();
        try {
            for (int node = 1; node <= 2; node++) {
                var words = new ArrayList<>(List.of("--config", file.toString(), "--name", "n" + node));
                words.addAll(List.of("--code", "ABCD-EFGH-JKLM", "--wait", "8"));
                words.addAll(SHORT);
                words.addAll(List.of(options));
                processes.add(start(node, folder.resolve("n" + node), hosts.get(node - 1), words));
            }
            var results = new ArrayList<Program.Result>();
            for (int node = 1; node <= 2; node++) {
                results.add(ended(processes.get(node - 1), folder.resolve("n" + node)));
            }
            return results;
        } finally {
            processes.forEach(process -> process.destroyForcibly().onExit().join());
        }
    }

    /** Two nodes by their addresses. */
    List<Program.Result> mesh(String... options) throws IOException, InterruptedException {
        return mesh(configuration(network.address(1), network.address(2)), List.of("", ""), options);
    }

    /** Of a cluster of two that is not there yet. */
    static String configuration(String first, String second) {
        return """
                totem {
                  version: 2
                  cluster_name: future
                  transport: knet
                }
                nodelist {
                  node {
                    name: n1
                    nodeid: 1
                    ring0_addr: %s
                  }
                  node {
                    name: n2
                    nodeid: 2
                    ring0_addr: %s
                  }
                }
                quorum {
                  provider: corosync_votequorum
                }
                """.formatted(first, second);
    }

    private static Optional<String> code(Path output) throws IOException {
        var matcher = CODE.matcher(Files.readString(output));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private Process start(int node, Path output, String hosts, List<String> words) throws IOException {
        var command = new ArrayList<>(List.of(Program.ofDistribution().path().toString(), "netcheck"));
        command.addAll(words);
        if (!hosts.isEmpty()) {
            var file = Files.writeString(folder.resolve("hosts" + node), hosts);
            command.addAll(
                    0,
                    List.of(
                            "unshare",
                            "--mount",
                            "--propagation",
                            "private",
                            "sh",
                            "-c",
                            "mount --bind " + file + " /etc/hosts && exec \"$0\" \"$@\""));
        }
        return new ProcessBuilder(network.inside(node, command))
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output.toFile())
                .start();
    }

    private static Program.Result ended(Process process, Path output) throws IOException, InterruptedException {
        if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("netcheck did not end:\n" + Files.readString(output));
        }
        return new Program.Result(process.exitValue(), Files.readString(output));
    }
}
