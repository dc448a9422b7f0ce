package org.quorate.launcher.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.quorate.launcher.StartException;
import org.quorate.launcher.bench.FileLoad.Operation;

/** Small files through the mount of node 1. There is no peer to run here; pmxcfs has recorded figures. */
final class FilesPart {
    /** What is measured, in this order. */
    static final List<Step> STEPS = List.of(
            new Step(Operation.CREATE, 1),
            new Step(Operation.CREATE, 4),
            new Step(Operation.OVERWRITE, 1),
            new Step(Operation.OVERWRITE, 4),
            new Step(Operation.REPLACE, 1));

    private static final String PREFIX = "files.";
    private static final Duration WARM_WINDOW = Duration.ofSeconds(2);
    private static final int WARM_WRITERS = 4;

    /** The way through the mount is long, and an operation comes seldom: the compiler has to see some thousands. */
    private static final int MIN_WARM_WINDOWS = 4;

    private static final int MAX_WARM_WINDOWS = 15;

    /** Less is noise. */
    private static final double STILL_FASTER = 1.1;

    private final BenchOptions options;
    private final Figures figures;
    private final PrintStream progress;

    /** A rate and two quantiles. */
    record Step(Operation operation, int writers) {
        String text() {
            return operation.text() + ", " + writers + (writers == 1 ? " writer" : " writers");
        }

        String rate() {
            return PREFIX + operation.name().toLowerCase(Locale.ROOT) + "." + writers;
        }

        String p50() {
            return rate() + ".p50";
        }

        String p99() {
            return rate() + ".p99";
        }
    }

    FilesPart(BenchOptions options, Figures figures, PrintStream progress) {
        this.options = options;
        this.figures = figures;
        this.progress = progress;
    }

    void run(QuorateNodes nodes) throws StartException, InterruptedException {
        Optional<Path> tree = nodes.tree();
        if (tree.isEmpty()) {
            figures.note(PREFIX, "not mounted");
            progress.println("files: the tree is not mounted; that takes root, /dev/fuse and a node with a tree");
            return;
        }
        Path folder = tree.get().resolve("bench");
        warmUp(folder.resolve("warm"));
        for (Step step : STEPS) {
            Path place = folder.resolve(step.rate());
            var result = FileLoad.run(place, step.operation(), step.writers(), Duration.ofSeconds(options.seconds()));
            figures.add(Side.OURS, step.rate(), result.perSecond());
            Statistics.quantile(result.millis(), 0.5).ifPresent(p50 -> figures.add(Side.OURS, step.p50(), p50));
            Statistics.quantile(result.millis(), 0.99).ifPresent(p99 -> figures.add(Side.OURS, step.p99(), p99));
            progress.printf("files: %s: %.0f op/s%n", step.text(), result.perSecond());
        }
    }

    /** Until it does not become faster any more. */
    private void warmUp(Path folder) throws StartException, InterruptedException {
        double best = 0;
        for (int window = 1; window <= MAX_WARM_WINDOWS; window++) {
            double rate = FileLoad.run(folder.resolve("w" + window), Operation.CREATE, WARM_WRITERS, WARM_WINDOW)
                    .perSecond();
            progress.printf("files: warm-up: %.0f op/s%n", rate);
            if (window >= MIN_WARM_WINDOWS && rate < STILL_FASTER * best) {
                break;
            }
            best = Math.max(best, rate);
        }
        FileLoad.run(folder, Operation.REPLACE, WARM_WRITERS, WARM_WINDOW);
    }
}
