package org.quorate.launcher.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.quorate.launcher.StartException;
import org.quorate.launcher.bench.BenchOptions.Part;

/** A run from its folder to its end; closed by whoever comes first, the program or a signal. */
final class BenchRun {
    private final BenchOptions options;
    private final Path program;
    private final PrintStream progress;
    private final BenchFolder folder;
    private final Children children = new Children();
    private final Figures figures = new Figures();
    private final Map<String, String> facts = new LinkedHashMap<>();
    private final List<Contenders> repetitions = new ArrayList<>();
    private final Optional<Namespaces> namespaces;
    private boolean closed;

    /**
     * Nothing is started yet.
     *
     * @param program {@code bin/quorate}
     */
    BenchRun(BenchOptions options, Path program, PrintStream progress) throws StartException {
        this.options = options;
        this.program = program;
        this.progress = progress;
        this.folder = BenchFolder.of(options);
        this.namespaces = options.peerScripts()
                .map(scripts -> new Namespaces(scripts, folder.path().resolve("net")));
    }

    Map<String, String> facts() {
        return facts;
    }

    /** All of it. */
    Figures measure() throws StartException, InterruptedException {
        String before = load();
        if (options.has(Part.FILES)) {
            facts.put("disk", DiskFloor.of(folder.path()).toString());
        }
        Optional<CorosyncTools> tools = Optional.empty();
        if (options.peerScripts().isPresent()) {
            tools = Optional.of(CorosyncTools.prepare(options.peerScripts().get(), folder.path(), children));
        }
        if (namespaces.isPresent()) {
            namespaces.get().up(options.numbers());
            if (options.has(Part.FAILOVER)) {
                namespaces.get().addSecond(options.numbers());
            }
        }
        Network network = namespaces.isPresent() && options.namespaces()
                ? new Network.Separate(namespaces.get())
                : Network.Loopback.free(options.nodes());
        facts.put("nodes", options.nodes() + ", " + network.text());
        facts.put("transport", options.wire().text());
        tools.ifPresent(found -> facts.put(
                "peer", "corosync " + found.version() + " " + options.wire().transport() + ", taking turns with ours"));
        Optional<ClusterKey> key =
                options.wire().encrypted() ? Optional.of(ClusterKey.make(folder.path())) : Optional.empty();
        for (int number = 1; number <= options.repeat(); number++) {
            if (options.repeat() > 1) {
                progress.println("repetition " + number + " of " + options.repeat());
            }
            var contenders = contenders(number, network, tools, key);
            repetition(contenders);
            contenders.leftOut().ifPresent(why -> facts.put("peer", why));
        }
        facts.put(
                "machine",
                Runtime.getRuntime().availableProcessors() + " cores, load average " + before + " before the run, "
                        + load() + " after it");
        return figures;
    }

    private synchronized Contenders contenders(
            int number, Network network, Optional<CorosyncTools> tools, Optional<ClusterKey> key) {
        boolean failover = options.has(Part.FAILOVER);
        Optional<IntFunction<String>> second = namespaces.filter(_ -> failover).map(found -> found::secondAddress);
        var ours = new QuorateNodes(
                options.numbers(), folder.homes(number), program, network, options.wire(), key, second, children);
        var peer = tools.map(found -> new CorosyncNodes(
                options.numbers(), namespaces.orElseThrow(), found, options.wire(), key, failover, children));
        var contenders = new Contenders(ours, peer, progress);
        repetitions.add(contenders);
        return contenders;
    }

    private void repetition(Contenders contenders) throws StartException, InterruptedException {
        contenders.each(contender -> {
            progress.println("start: " + contender.name());
            figures.add(contender.side(), Ids.START_ALL, contender.startAll());
            contender.formed().ifPresent(seconds -> figures.add(contender.side(), Ids.START_RING, seconds));
            facts.merge(
                    "token timeout in force",
                    token(contender),
                    (all, one) -> all.contains(one) ? all : all + ", " + one);
        });
        if (options.has(Part.START)) {
            contenders.each(contender -> figures.add(contender.side(), Ids.START_ONE, contender.restart(victim())));
        }
        if (options.has(Part.RING)) {
            new RingPart(options, figures, progress).run(contenders);
        }
        if (!options.losses().isEmpty()) {
            new LossPart(options, figures, progress, namespaces.orElseThrow()).run(contenders);
        }
        if (options.has(Part.FAILOVER)) {
            new FailoverPart(options, figures, progress, namespaces.orElseThrow()).run(contenders);
        }
        if (options.has(Part.FILES)) {
            new FilesPart(options, figures, progress).run(contenders.ours());
        }
        contenders.each(this::memory);
        if (options.has(Part.FAILURE)) {
            contenders.each(contender -> {
                progress.println("failure: " + contender.name());
                figures.add(contender.side(), Ids.KILL, contender.kill(victim()));
            });
        }
        contenders.stop();
    }

    /** The one that is restarted and killed: node 1 looks on, and is the representative of the ring. */
    private int victim() {
        return options.nodes();
    }

    private static String token(Contender contender) throws StartException {
        return contender.name() + " " + contender.tokenMillis() + " ms";
    }

    /** Of the node that has most. */
    private void memory(Contender contender) throws StartException {
        List<Memory> all = contender.memory();
        all.stream()
                .mapToDouble(Memory::now)
                .max()
                .ifPresent(most -> figures.add(contender.side(), Ids.MEMORY_NOW, most));
        all.stream()
                .mapToDouble(Memory::peak)
                .max()
                .ifPresent(most -> figures.add(contender.side(), Ids.MEMORY_PEAK, most));
    }

    private static String load() {
        return String.format(
                Locale.ROOT,
                "%.1f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** Ends all that was started. The second call waits for the first. */
    synchronized void close(boolean keepFolder) throws InterruptedException {
        if (closed) {
            return;
        }
        closed = true;
        children.close();
        for (Contenders contenders : repetitions) {
            contenders.stop(); // what they have left mounted
        }
        if (namespaces.isPresent()) {
            namespaces.get().down();
        }
        if (keepFolder || !folder.temporary()) {
            progress.println("The homes of the nodes, with their logs, are in " + folder.path());
            return;
        }
        try {
            folder.delete();
        } catch (IOException e) {
            progress.println(folder.path() + " is not removed: " + e.getMessage());
        }
    }
}
