package org.quorate.launcher.netcheck;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.quorate.launcher.Arguments;
import org.quorate.launcher.StartException;
import org.quorate.netcheck.CheckPlan;
import org.quorate.netcheck.host.Places;

/**
 * {@code quorate netcheck --listen ADDR | --config FILE [NODE...] | ADDR...}.
 *
 * @param listen the address to be reached at, if this machine waits to be asked
 * @param config a {@code corosync.conf} with the nodes, all of which are started with it
 * @param name of this node
 * @param code that all have; absent: to be made, or asked for
 * @param patience how long others are waited for; how long it listens
 * @param words addresses, or names of nodes of the file
 */
record NetcheckOptions(
        Optional<InetSocketAddress> listen,
        Optional<Path> config,
        Optional<String> name,
        Optional<String> code,
        Duration patience,
        CheckPlan plan,
        boolean json,
        List<String> words) {
    static final String COMMAND = "quorate netcheck";

    private static final int USUAL_WAIT_SECONDS = 60;
    private static final int USUAL_LISTEN_SECONDS = 900;
    private static final int MOST_WAIT_SECONDS = 24 * 3600;

    /** A code that somebody has thought of is guessed. */
    private static final int LEAST_CODE = 8;

    static NetcheckOptions of(List<String> words) throws StartException {
        var arguments = Arguments.parse(
                COMMAND,
                words,
                Set.of(
                        "--listen",
                        "--config",
                        "--name",
                        "--code",
                        "--wait",
                        "--count",
                        "--interval",
                        "--long-count",
                        "--long-interval"),
                Set.of("--long", "--multicast", "--json"));
        var listen = arguments.value("--listen");
        var config = arguments.path("--config");
        if (listen.isPresent() && (config.isPresent() || !arguments.rest().isEmpty())) {
            throw StartException.usage(COMMAND + ": --listen stands alone: the others say what is to be measured");
        }
        if (listen.isEmpty() && config.isEmpty() && arguments.rest().isEmpty()) {
            throw StartException.usage(
                    COMMAND + ": give addresses, --config FILE, or --listen ADDR; see 'quorate help'");
        }
        var code = arguments.value("--code").or(() -> Optional.ofNullable(System.getenv("QUORATE_NETCHECK_CODE")));
        if (code.isPresent() && code.get().replace("-", "").strip().length() < LEAST_CODE) {
            throw StartException.usage(COMMAND + ": --code: found " + code.get().length()
                    + " characters, must be the code that the other side shows");
        }
        int wait = arguments.number(
                "--wait", listen.isPresent() ? USUAL_LISTEN_SECONDS : USUAL_WAIT_SECONDS, 1, MOST_WAIT_SECONDS);
        return new NetcheckOptions(
                listen.isPresent() ? Optional.of(address(listen.get())) : Optional.empty(),
                config,
                arguments.value("--name"),
                code,
                Duration.ofSeconds(wait),
                plan(arguments),
                arguments.has("--json"),
                arguments.rest());
    }

    private static CheckPlan plan(Arguments arguments) throws StartException {
        var usual = arguments.has("--long") ? CheckPlan.USUAL.lengthy() : CheckPlan.USUAL;
        return new CheckPlan(
                arguments.number("--count", usual.count(), 1, CheckPlan.MOST_COUNT),
                1000 * arguments.number("--interval", 1, 1, CheckPlan.MOST_INTERVAL_MICROS / 1000),
                arguments.number("--long-count", usual.longCount(), 0, CheckPlan.MOST_LONG_COUNT),
                arguments.number(
                        "--long-interval",
                        usual.longIntervalMillis(),
                        CheckPlan.LEAST_LONG_INTERVAL_MILLIS,
                        CheckPlan.MOST_LONG_INTERVAL_MILLIS),
                arguments.has("--multicast"));
    }

    /** The addresses of the others. */
    List<InetSocketAddress> targets() throws StartException {
        var targets = new ArrayList<InetSocketAddress>();
        for (var word : words) {
            targets.add(address(word));
        }
        return targets;
    }

    /** {@code ADDR}, {@code ADDR:PORT}, or of IPv6 {@code [ADDR]:PORT}. */
    static InetSocketAddress address(String word) throws StartException {
        var host = word;
        int port = Places.PORT;
        int colon = word.lastIndexOf(':');
        if (word.startsWith("[") || colon >= 0 && colon == word.indexOf(':')) {
            boolean bare = word.endsWith("]");
            host = (bare ? word : word.substring(0, colon)).replaceAll("^\\[|]$", "");
            port = bare ? port : port(word.substring(colon + 1), word);
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw StartException.environment(COMMAND + ": " + host
                    + " does not resolve; correct the name, add it to /etc/hosts, or give an address");
        }
    }

    private static int port(String text, String word) throws StartException {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65535) {
            throw StartException.usage(
                    COMMAND + ": " + word + ": found port " + text + ", must be a number from 1 to 65535");
        }
        return Integer.parseInt(text);
    }
}
