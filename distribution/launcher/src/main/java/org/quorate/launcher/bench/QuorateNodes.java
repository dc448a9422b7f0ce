package org.quorate.launcher.bench;

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
import java.util.function.IntFunction;
import org.quorate.config.ClusterConfig;
import org.quorate.config.ConfigurationException;
import org.quorate.launcher.Reason;
import org.quorate.launcher.StartException;
import org.quorate.launcher.client.CommandClient;
import org.quorate.launcher.demo.DemoNode;
import org.quorate.launcher.demo.DemoState;
import org.quorate.launcher.demo.Mounts;

/** Our nodes, each a process with a home of its own, asked by way of their shells. */
final class QuorateNodes implements Contender {
    /** Resolution of the time of a start. */
    static final int POLL_MILLIS = 20;

    /** Corosync's clients do not say it. */
    private static final String ROTATION = "rotation_us";

    private static final String CORES = "cpu";

    private static final Duration START_BOUND = Duration.ofSeconds(90);

    /** Of a ring without the node that was killed; a token timeout and the consensus after it are far less. */
    private static final int NEW_RING_SECONDS = 60;

    private final List<Integer> nodes;
    private final Path folder;
    private final Path program;
    private final Network network;
    private final Wire wire;
    private final Optional<ClusterKey> key;
    private final Optional<IntFunction<String>> second;
    private final Children children;
    private final boolean mounts = Mounts.possible();
    private final Map<Integer, Process> running = new ConcurrentHashMap<>();
    private int groups;

    /**
     * Not started yet.
     *
     * @param nodes their numbers, from 1
     * @param folder the homes will be there
     * @param program {@code bin/quorate}
     * @param key there if the wire is encrypted
     * @param second the address of a node on link 1; empty: there is none
     */
    QuorateNodes(
            List<Integer> nodes,
            Path folder,
            Path program,
            Network network,
            Wire wire,
            Optional<ClusterKey> key,
            Optional<IntFunction<String>> second,
            Children children) {
        this.nodes = nodes;
        this.folder = folder;
        this.program = program;
        this.network = network;
        this.wire = wire;
        this.key = key;
        this.second = second;
        this.children = children;
    }

    @Override
    public Side side() {
        return Side.OURS;
    }

    @Override
    public String name() {
        return "quorate";
    }

    @Override
    public int tokenMillis() throws StartException {
        try {
            return ClusterConfig.load(node(1).config()).totem().tokenMillis();
        } catch (ConfigurationException e) {
            throw new StartException(
                    StartException.CONFIGURATION,
                    e.problems().stream().map(Object::toString).toList());
        }
    }

    @Override
    public double startAll() throws StartException, InterruptedException {
        for (int number : nodes) {
            Path config = node(number).config();
            try {
                Files.createDirectories(config.getParent());
                Files.writeString(config, BenchConfig.text(network, wire, nodes, second));
            } catch (IOException e) {
                throw StartException.environment(config + ": " + Reason.of(e) + "; choose another --dir");
            }
            if (key.isPresent()) {
                key.get().copyBeside(config);
            }
        }
        return Parallel.on(nodes, this::start).stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElseThrow();
    }

    @Override
    public double restart(int number) throws StartException, InterruptedException {
        Children.stop(List.of(process(number)));
        ask(1, "bench:await " + (nodes.size() - 1) + " " + NEW_RING_SECONDS);
        return start(number);
    }

    private double start(int number) throws StartException, InterruptedException {
        DemoNode node = node(number);
        var builder = node.builder(network.inside(number), program, mounts);
        long beganNanos = System.nanoTime();
        Process process = children.start(builder);
        running.put(number, process);
        while (true) {
            Optional<DemoState> state = DemoState.of(node);
            double seconds = (System.nanoTime() - beganNanos) / 1e9;
            if (state.filter(known -> known.quorate() && known.members().size() == nodes.size())
                    .isPresent()) {
                return seconds;
            }
            if (!process.isAlive()) {
                var lines = new ArrayList<>(List.of(node.name() + " ended with exit code " + process.exitValue()));
                lines.addAll(node.lastWords());
                throw new StartException(StartException.ENVIRONMENT, lines);
            }
            if (seconds > START_BOUND.toSeconds()) {
                throw StartException.environment(node.name() + " was not quorate with " + nodes.size()
                        + " members within " + START_BOUND.toSeconds() + " s; " + node.home()
                        + "/log/quorate.log says why");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    @Override
    public Throughput throughput(int sizeBytes, int senders, int warmSeconds, int seconds)
            throws StartException, InterruptedException {
        String group = group();
        var answers = Parallel.on(
                nodes,
                number -> ask(
                        number,
                        "bench:throughput --warm " + warmSeconds + " " + group + " " + nodes.size() + " " + sizeBytes
                                + " " + seconds + " " + (number <= senders)));
        return throughput(answers, CORES);
    }

    /**
     * The mean of what the nodes say.
     *
     * @param coresKey of the processors that a node was using
     */
    static Throughput throughput(List<KeyValues> answers, String coresKey) throws StartException {
        List<Double> messages = new ArrayList<>();
        List<Double> megabytes = new ArrayList<>();
        List<Double> rotations = new ArrayList<>();
        List<Double> pauses = new ArrayList<>();
        double cores = 0;
        for (KeyValues answer : answers) {
            messages.add(answer.number("msgs_s"));
            megabytes.add(answer.number("mb_s"));
            if (answer.values().containsKey(ROTATION)) {
                rotations.add(answer.number(ROTATION));
            }
            pauses.addAll(answer.numbers("gc_ms"));
            cores += answer.number(coresKey);
        }
        return new Throughput(
                Statistics.mean(messages), Statistics.mean(megabytes), cores, Statistics.median(rotations), pauses);
    }

    @Override
    public Latency latency(int sender, int sizeBytes, int count, int pauseMillis, int warmSeconds)
            throws StartException, InterruptedException {
        String group = group();
        String common = " " + group + " " + nodes.size() + " ";
        var answers = Parallel.on(
                nodes,
                number -> ask(
                        number,
                        number == sender
                                ? "bench:latency --warm " + warmSeconds + common + sizeBytes + " " + count + " "
                                        + pauseMillis * 1000
                                : "bench:listen" + common + 600));
        KeyValues answer = answers.get(sender - 1);
        return new Latency(answer.number("p50_us"), answer.number("p99_us"));
    }

    @Override
    public String ring() throws StartException {
        return ask(1, "bench:await " + nodes.size() + " " + NEW_RING_SECONDS)
                .values()
                .getOrDefault("ring", "");
    }

    @Override
    public OptionalDouble formed() throws StartException {
        List<FormedRing> all = new ArrayList<>();
        for (int number : nodes) {
            FormedRing.of(node(number).home().resolve("log/quorate.log"), nodes.size())
                    .ifPresent(all::add);
        }
        return all.size() == nodes.size() ? OptionalDouble.of(FormedRing.seconds(all)) : OptionalDouble.empty();
    }

    @Override
    public double longest(int number, int sizeBytes, int count, int pauseMillis) throws StartException {
        return ask(
                                number,
                                "bench:latency --warm 0 " + group() + " 1 " + sizeBytes + " " + count + " "
                                        + pauseMillis * 1000)
                        .number("max_us")
                / 1e6;
    }

    /** Another one for each run; nodes are asked side by side. */
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

    /** The one that waits is asked before the kill; it looks once a millisecond. */
    @Override
    public double kill(int number) throws StartException, InterruptedException {
        Process victim = process(number);
        long[] nanos = new long[2];
        Parallel.on(List.of(1, number), part -> {
            if (part == 1) {
                ask(1, "bench:await " + (nodes.size() - 1) + " " + NEW_RING_SECONDS);
                nanos[1] = System.nanoTime();
            } else {
                Thread.sleep(Duration.ofMillis(500));
                nanos[0] = System.nanoTime();
                victim.destroyForcibly();
            }
            return true;
        });
        running.remove(number);
        return (nanos[1] - nanos[0]) / 1e9;
    }

    @Override
    public void stop() throws InterruptedException {
        Children.stop(running.values());
        running.clear();
        for (int number : nodes) {
            Mounts.unmount(node(number).mount());
        }
    }

    /** The folder on which node 1 has mounted the tree, as we can reach it; empty if it has none. */
    Optional<Path> tree() throws StartException, InterruptedException {
        DemoNode node = node(1);
        if (!mounts || DemoState.of(node).map(DemoState::tree).orElse("none").equals("none")) {
            return Optional.empty();
        }
        Path process = Path.of("/proc", Long.toString(process(1).pid()));
        long beganNanos = System.nanoTime();
        while (!Mounts.mounted(process.resolve("mounts"), node.mount())) {
            if (System.nanoTime() - beganNanos > Duration.ofSeconds(20).toNanos()) {
                return Optional.empty();
            }
            Thread.sleep(POLL_MILLIS);
        }
        return Optional.of(network.separateMounts() ? process.resolve("root" + node.mount()) : node.mount());
    }

    private KeyValues ask(int number, String command) throws StartException {
        var answer = CommandClient.ask(node(number).home(), command);
        if (answer.exitCode() != 0) {
            throw StartException.environment(node(number).name() + ": " + command + ": "
                    + answer.errors().strip());
        }
        return KeyValues.parse(answer.output());
    }

    private Process process(int number) throws StartException {
        return Optional.ofNullable(running.get(number))
                .orElseThrow(() -> StartException.environment("n" + number + " is not running"));
    }

    private DemoNode node(int number) {
        return new DemoNode(folder, number);
    }
}
