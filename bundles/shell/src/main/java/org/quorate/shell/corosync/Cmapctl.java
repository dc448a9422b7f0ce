package org.quorate.shell.corosync;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.quorate.shell.command.CommandFailedException;
import org.quorate.shell.result.CmapValue;
import org.quorate.shell.result.ExitCodes;
import org.quorate.shell.result.ProgramResult;

/** {@code corosync-cmapctl}: configuration and state as keys. All of them are read-only here: what is to change stands in corosync.conf. */
@Component(service = Function.class)
@GogoCommand(scope = "corosync", function = "corosync-cmapctl")
public final class Cmapctl extends CorosyncProgram {
    private static final Duration LOOK = Duration.ofMillis(200);

    private static final String USAGE = """

            usage:  corosync-cmapctl [-b] [-DdghsqTCt] [-p filename] [-m map] [params...]

                -b show binary values

                -m select map to use
                      The  default  map is 'icmap' which contains configuration information and some runtime variables used by corosync.\s
                      A 'stats' map is also available which displays network statistics - in great detail when knet is used as the transport.
            Set key:
                corosync-cmapctl -s key_name type value

                where type is one of ([i|u][8|16|32|64] | flt | dbl | str | bin)
                for bin, value is file name (or - for stdin)

                map can be either 'icmap' (the default) which contains corosync
                configuration information, or 'stats' which contains statistics
                about the networking and IPC traffic in some detail.

            Clear stats:
                corosync-cmapctl -C [knet|ipc|totem|schedmiss|all]
                The 'stats' map is implied

            Load settings from a file:
                corosync-cmapctl -p filename

                the format of the file is:
                [^[^]]<key_name>[ <type> <value>]
                Keys prefixed with single caret ('^') are deleted (see -d).
                Keys (actually prefixes) prefixed with double caret ('^^') are deleted by prefix (see -D).
                <type> and <value> are optional (not checked) in above cases.
                Other keys are set (see -s) so both <type> and <value> are required.

            Delete key:
                corosync-cmapctl -d key_name...

            Delete multiple keys with prefix:
                corosync-cmapctl -D key_prefix...

            Get key:
                corosync-cmapctl [-b] -g key_name...

            Quiet mode:
                corosync-cmapctl [-b] -q -g key_name...

            Display all keys:
                corosync-cmapctl [-b]

            Display keys with prefix key_name:
                corosync-cmapctl [-b] key_name...

            Track changes on keys with key_name:
                corosync-cmapctl [-b] -t key_name

            Track changes on keys with key prefix:
                corosync-cmapctl [-b] -T key_prefix

            """;

    /** Where what was set is lost, and what is read is the same on all nodes. */
    private static final String READ_ONLY = "\nKeys are read-only here; change corosync.conf and reload it";

    private final NodeServices node;

    /** Of this node. */
    @Activate
    public Cmapctl(@Reference NodeServices node) {
        super(new Options.Syntax("corosync-cmapctl", "hgqbdDsm:tTC:p:", Map.of()), USAGE, false);
        this.node = node;
    }

    @Override
    ProgramResult run(Options options, CommandSession session)
            throws CommandFailedException, IOException, InterruptedException {
        var map = options.value('m').orElse("icmap");
        if (!List.of("default", "icmap", "stats").contains(map)) {
            return ProgramResult.failed("invalid map name, must be 'default', 'icmap' or 'stats'");
        }
        boolean statistics = map.equals("stats");
        var words = options.rest();
        if (options.has('h')) {
            return usage();
        }
        if (options.has('C')) {
            return clear(options.values().getOrDefault('C', ""));
        }
        if (options.has('p')) {
            return ProgramResult.failed("The settings of the file were not loaded." + READ_ONLY);
        }
        boolean needsKey = List.of('g', 's', 'd', 'D', 't', 'T').stream().anyMatch(options::has);
        if (needsKey && words.isEmpty()) {
            return ProgramResult.failed("Expected key after options");
        }
        if (options.has('s')) {
            return words.size() < 3
                    ? ProgramResult.failed("At least 3 parameters are expected for set")
                    : ProgramResult.failed(
                            "Failed to set key " + words.getFirst() + ". Error CS_ERR_ACCESS" + READ_ONLY);
        }
        var keys = keys(statistics);
        if (options.has('d') || options.has('D')) {
            return delete(keys, words, options.has('D'));
        }
        if (options.has('t') || options.has('T')) {
            return track(statistics, words.getFirst(), options.has('T'), session);
        }
        return options.has('g') ? get(keys, words, options.has('q')) : list(keys, words, options.has('q'));
    }

    private SortedMap<String, CmapValue> keys(boolean statistics) throws CommandFailedException {
        if (statistics) {
            return StatisticsKeys.of(node.ring());
        }
        var keys = new TreeMap<>(ConfigurationKeys.of(node.cluster()));
        keys.putAll(RuntimeKeys.of(
                node.cluster(), node.members(), node.ring(), node.quorum().status()));
        return keys;
    }

    private static ProgramResult clear(String what) {
        return List.of("knet", "totem", "ipc", "schedmiss", "all").contains(what)
                ? ProgramResult.failed("The counters were not cleared: they count from the start of the node")
                : ProgramResult.failed("argument to -C should be 'knet', 'totem', 'ipc', 'schedmiss' or 'all'");
    }

    /** As with the original it is no error if no key has the prefix. */
    private static ProgramResult delete(SortedMap<String, CmapValue> keys, List<String> words, boolean prefixes) {
        var errors = new StringBuilder();
        for (var word : words) {
            if (!prefixes) {
                var error = keys.containsKey(word) ? "CS_ERR_ACCESS" + READ_ONLY : "CS_ERR_NOT_EXIST";
                errors.append("Can't delete key ")
                        .append(word)
                        .append(". Error ")
                        .append(error)
                        .append('\n');
            } else if (keys.keySet().stream().anyMatch(key -> key.startsWith(word))) {
                errors.append("Can't delete keys ")
                        .append(word)
                        .append(". Error CS_ERR_ACCESS")
                        .append(READ_ONLY)
                        .append('\n');
            }
        }
        return errors.isEmpty()
                ? ProgramResult.done()
                : ProgramResult.failed(errors.toString().stripTrailing());
    }

    private static ProgramResult get(SortedMap<String, CmapValue> keys, List<String> words, boolean quiet) {
        var errors = new StringBuilder();
        var found = new TreeMap<String, CmapValue>();
        for (var word : words) {
            var value = keys.get(word);
            if (value == null) {
                errors.append("Can't get key ").append(word).append(". Error CS_ERR_NOT_EXIST\n");
            } else {
                found.put(word, value);
            }
        }
        int code = errors.isEmpty() ? ExitCodes.OK : ExitCodes.FAILED;
        return new ProgramResult(
                code, text(found, quiet), errors.toString(), errors.isEmpty() ? Optional.of(found) : Optional.empty());
    }

    private static ProgramResult list(SortedMap<String, CmapValue> keys, List<String> prefixes, boolean quiet) {
        var text = new StringBuilder();
        var all = new TreeMap<String, CmapValue>();
        for (var prefix : prefixes.isEmpty() ? List.of("") : prefixes) {
            var found = new TreeMap<String, CmapValue>(keys);
            found.keySet().removeIf(key -> !key.startsWith(prefix));
            text.append(text(found, quiet));
            all.putAll(found);
        }
        return ProgramResult.of(all.isEmpty() ? ExitCodes.FAILED : ExitCodes.OK, text.toString(), all);
    }

    /** Until the input ends or has a q in it. */
    private ProgramResult track(boolean statistics, String word, boolean prefix, CommandSession session)
            throws CommandFailedException, InterruptedException {
        Predicate<String> wanted = prefix ? key -> key.startsWith(word) : word::equals;
        PrintStream console = session.getConsole();
        console.println("Type \"q\" to finish");
        var over = new CountDownLatch(1);
        Thread.ofVirtual().name("shell-quit").start(() -> awaitQuit(session.getKeyboard(), over));
        var before = keys(statistics);
        while (!over.await(LOOK.toNanos(), TimeUnit.NANOSECONDS)) {
            var after = keys(statistics);
            var touched = new TreeMap<>(before);
            touched.putAll(after);
            for (var key : touched.keySet()) {
                var old = before.get(key);
                var next = after.get(key);
                if (wanted.test(key) && next == null && old != null) {
                    console.println("delete> " + line(key, old));
                } else if (wanted.test(key) && next != null && !next.equals(old)) {
                    console.println((old == null ? "create> " : "modify> ") + line(key, next));
                }
            }
            before = after;
        }
        return ProgramResult.done();
    }

    private static void awaitQuit(InputStream input, CountDownLatch over) {
        try {
            for (int c = input.read(); c >= 0 && c != 'q'; c = input.read()) {}
        } catch (IOException _) {
            // the client is gone
        }
        over.countDown();
    }

    private static String text(SortedMap<String, CmapValue> keys, boolean quiet) {
        var text = new StringBuilder();
        keys.forEach((key, value) ->
                text.append(quiet ? value.text() : line(key, value)).append('\n'));
        return text.toString();
    }

    private static String line(String key, CmapValue value) {
        return key + " (" + value.type() + ") = " + value.text();
    }
}
