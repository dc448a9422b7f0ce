package org.quorate.launcher.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quorate.launcher.Reason;
import org.quorate.launcher.StartException;

/**
 * Real corosync nodes in namespaces, loaded by {@code cpg_bench}: the client program of
 * the peer scripts, which talks to its daemon as every CPG client does.
 */
final class CorosyncNodes implements Contender {
    private static final int COMMAND_SECONDS = 60;
    private static final String CORES = "daemon_cpu";
    private static final int POLL_MILLIS = 20;
    private static final Duration START_BOUND = Duration.ofSeconds(60);

    private final List<Integer> nodes;
    private final Namespaces namespaces;
    private final Path program;
    private final String version;
    private final Wire wire;
    private final Optional<ClusterKey> key;
    private final boolean second;
    private final Children children;
    private final Map<Integer, Process> running = new ConcurrentHashMap<>();
    private int groups;

    /**
     * Not started yet.
     *
     * @param key there if the wire is encrypted
     * @param second whether there is a link 1
     */
    CorosyncNodes(
            List<Integer> nodes,
            Namespaces namespaces,
            CorosyncTools tools,
            Wire wire,
            Optional<ClusterKey> key,
            boolean second,
            Children children) {
        this.nodes = nodes;
        this.namespaces = namespaces;
        this.program = tools.program();
        this.version = tools.version();
        this.wire = wire;
        this.key = key;
        this.second = second;
        this.children = children;
    }

    @Override
    public Side side() {
        return Side.PEER;
    }

    @Override
    public String name() {
        return "corosync " + version + " " + wire.transport();
    }

    @Override
    public int tokenMillis() throws StartException {
        var answer = run(1, "corosync-cmapctl", "-g", "runtime.config.totem.token");
        Matcher matcher = Pattern.compile("= (\\d+)").matcher(answer.text());
        if (!matcher.find()) {
            throw StartException.environment(
                    "corosync-cmapctl: " + answer.text().strip());
        }
        return Integer.parseInt(matcher.group(1));
    }

    @Override
    public double startAll() throws StartException, InterruptedException {
        var answer = children.run(
                namespaces.words("corosync-conf", wire.transport(), String.join(";", totem())), COMMAND_SECONDS);
        if (answer.exitCode() != 0) {
            throw StartException.environment(
                    "cluster.sh corosync-conf: " + answer.text().strip());
        }
        if (second) {
            for (int node : nodes) {
                addSecond(namespaces.configuration(node));
            }
        }
        return Parallel.on(nodes, this::start).stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElseThrow();
    }

    /** The script knows link 0 only. */
    private void addSecond(Path file) throws StartException {
        try {
            String text = Files.readString(file);
            for (int node : nodes) {
                String first = "ring0_addr: " + namespaces.address(node) + "\n";
                text = text.replace(first, first + "ring1_addr: " + namespaces.secondAddress(node) + "\n");
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw StartException.environment(file + ": " + Reason.of(e));
        }
    }

    @Override
    public OptionalDouble formed() {
        return OptionalDouble.empty();
    }

    /** What the script does not write into its section; of a setting that is there twice the last counts. */
    private List<String> totem() {
        List<String> lines = new ArrayList<>(List.of("token: " + BenchConfig.TOKEN_MILLIS));
        key.ifPresent(made -> lines.addAll(
                List.of("crypto_cipher: " + wire.cipher(), "crypto_hash: " + wire.hash(), "keyfile: " + made.file())));
        return lines;
    }

    @Override
    public double restart(int node) throws StartException, InterruptedException {
        Children.stop(List.of(process(node)));
        awaitMembers(1, nodes.size() - 1);
        return start(node);
    }

    private double start(int node) throws StartException, InterruptedException {
        var builder = Children.builder(namespaces.words("exec", Integer.toString(node), "corosync", "-f"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        long beganNanos = System.nanoTime();
        running.put(node, children.start(builder));
        awaitMembers(node, nodes.size());
        return (System.nanoTime() - beganNanos) / 1e9;
    }

    private void awaitMembers(int node, int members) throws StartException, InterruptedException {
        Process process = process(node);
        long beganNanos = System.nanoTime();
        while (!quorate(run(node, "corosync-quorumtool", "-s").text(), members)) {
            if (!process.isAlive()) {
                throw StartException.environment("corosync of node " + node + " ended with exit code "
                        + process.exitValue() + "; corosync -f says why");
            }
            if (System.nanoTime() - beganNanos > START_BOUND.toNanos()) {
                throw StartException.environment("corosync of node " + node + " was not quorate with " + members
                        + " members within " + START_BOUND.toSeconds() + " s");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** As {@code corosync-quorumtool -s} tells it. */
    static boolean quorate(String text, int members) {
        return Pattern.compile("(?m)^Nodes:\\s+" + members + "$").matcher(text).find()
                && Pattern.compile("(?m)^Quorate:\\s+Yes$").matcher(text).find();
    }

    @Override
    public Throughput throughput(int sizeBytes, int senders, int warmSeconds, int seconds)
            throws StartException, InterruptedException {
        String group = group();
        var answers = Parallel.on(nodes, node -> {
            var words = load("thr", group, sizeBytes);
            words.addAll(List.of("-w", Integer.toString(warmSeconds), "-t", Integer.toString(seconds)));
            words.addAll(List.of("-p", Long.toString(process(node).pid())));
            if (node <= senders) {
                words.add("-S");
            }
            return checked(node, run(node, warmSeconds + seconds + COMMAND_SECONDS, words.toArray(String[]::new)));
        });
        return QuorateNodes.throughput(answers, CORES);
    }

    /** The others receive until they are ended. */
    @Override
    public Latency latency(int sender, int sizeBytes, int count, int pauseMillis, int warmSeconds)
            throws StartException, InterruptedException {
        String group = group();
        List<Process> receivers = new ArrayList<>();
        try {
            for (int node : nodes) {
                if (node != sender) {
                    receivers.add(children.start(builder(node, load("lat", group, sizeBytes))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)));
                }
            }
            var words = load("lat", group, sizeBytes);
            words.addAll(List.of("-n", Integer.toString(count), "-i", Integer.toString(pauseMillis * 1000), "-S"));
            KeyValues answer = checked(sender, run(sender, COMMAND_SECONDS, words.toArray(String[]::new)));
            return new Latency(answer.number("p50_us"), answer.number("p99_us"));
        } finally {
            Children.stop(receivers);
        }
    }

    @Override
    public double longest(int node, int sizeBytes, int count, int pauseMillis) throws StartException {
        var words = new ArrayList<>(List.of(program.toString(), "lat", "-g", group(), "-m", "1", "-S"));
        words.addAll(List.of("-s", Integer.toString(sizeBytes), "-n", Integer.toString(count)));
        words.addAll(List.of("-i", Integer.toString(pauseMillis * 1000)));
        return checked(node, run(node, COMMAND_SECONDS, words.toArray(String[]::new)))
                        .number("max_us")
                / 1e6;
    }

    @Override
    public String ring() throws StartException {
        return ring(run(1, "corosync-quorumtool", "-s").text());
    }

    /** As {@code corosync-quorumtool -s} tells it. */
    static String ring(String text) throws StartException {
        Matcher matcher = Pattern.compile("(?m)^Ring ID:\\s+(\\S+)$").matcher(text);
        if (!matcher.find()) {
            throw StartException.environment("corosync-quorumtool: " + text.strip());
        }
        return matcher.group(1);
    }

    private List<String> load(String mode, String group, int sizeBytes) {
        return new ArrayList<>(List.of(
                program.toString(),
                mode,
                "-g",
                group,
                "-m",
                Integer.toString(nodes.size()),
                "-s",
                Integer.toString(sizeBytes)));
    }

    private static KeyValues checked(int node, Children.Answer answer) throws StartException {
        if (answer.exitCode() != 0) {
            throw StartException.environment("cpg_bench of node " + node + " ended with exit code " + answer.exitCode()
                    + ": " + answer.text().strip());
        }
        return KeyValues.parse(answer.text());
    }

    private synchronized String group() {
        return "bench" + ++groups;
    }

    @Override
    public List<Memory> memory() throws StartException {
        List<Memory> all = new ArrayList<>();
        for (Process process : running.values()) {
            all.add(Memory.of(process));
        }
        return all;
    }

    /** Seen by a client of node 1, which shares a group with one of the node that is killed. */
    @Override
    public double kill(int node) throws StartException, InterruptedException {
        var words = List.of(program.toString(), "watch", "-g", group());
        Process victims = children.start(
                builder(node, words).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD));
        Process watcher = children.start(builder(1, words).redirectErrorStream(true));
        try (BufferedReader lines = watcher.inputReader()) {
            awaitLine(lines, "members=2");
            long killedNanos = System.nanoTime();
            process(node).destroyForcibly();
            awaitLine(lines, "members=1");
            long seenNanos = System.nanoTime();
            running.remove(node);
            return (seenNanos - killedNanos) / 1e9;
        } catch (IOException e) {
            throw StartException.environment("cpg_bench watch: " + Reason.of(e));
        } finally {
            Children.stop(List.of(watcher, victims));
        }
    }

    private static void awaitLine(BufferedReader lines, String word) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (List.of(line.split(" ")).contains(word)) {
                return;
            }
        }
        throw new IOException("it ended before " + word);
    }

    @Override
    public void stop() throws InterruptedException {
        Children.stop(running.values());
        running.clear();
    }

    private Children.Answer run(int node, String... words) throws StartException {
        return run(node, COMMAND_SECONDS, words);
    }

    private Children.Answer run(int node, int seconds, String... words) throws StartException {
        return children.run(inside(node, List.of(words)), seconds);
    }

    private ProcessBuilder builder(int node, List<String> words) {
        return Children.builder(inside(node, words));
    }

    private List<String> inside(int node, List<String> words) {
        var all = new ArrayList<>(namespaces.words("exec", Integer.toString(node)));
        all.addAll(words);
        return all;
    }

    private Process process(int node) throws StartException {
        return Optional.ofNullable(running.get(node))
                .orElseThrow(() -> StartException.environment("corosync of node " + node + " is not running"));
    }
}
