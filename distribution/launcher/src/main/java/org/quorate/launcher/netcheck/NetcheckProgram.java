package org.quorate.launcher.netcheck;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.quorate.launcher.StartException;
import org.quorate.netcheck.CheckPlan;
import org.quorate.netcheck.CheckReport;
import org.quorate.netcheck.Finding;
import org.quorate.netcheck.host.Bonds;
import org.quorate.netcheck.host.Exchange;
import org.quorate.netcheck.host.Places;
import org.quorate.netcheck.host.Reachability;
import org.quorate.netcheck.probe.Check;
import org.quorate.netcheck.probe.Check.Place;
import org.quorate.netcheck.probe.Seal;
import org.quorate.netcheck.probe.Session;
import org.quorate.shell.result.NetcheckJson;
import org.quorate.shell.result.NetcheckText;

/** Measures before there is a cluster; the report on standard output, everything else on standard error. */
public final class NetcheckProgram {
    /** Something is wrong with the network. */
    private static final int FAILED = 1;

    private final NetcheckOptions options;

    private NetcheckProgram(NetcheckOptions options) {
        this.options = options;
    }

    /**
     * Measures, or listens.
     *
     * @return 0 if the network is ready for a cluster, 1 if not
     */
    public static int run(List<String> words) throws StartException {
        var program = new NetcheckProgram(NetcheckOptions.of(words));
        try {
            if (program.options.listen().isPresent()) {
                return program.listen(program.options.listen().get());
            }
            return program.options.config().isPresent() ? program.mesh() : program.ask();
        } catch (IOException e) {
            throw StartException.environment(NetcheckOptions.COMMAND + ": " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    /** Tells of each that has measured, until the time is over or somebody ends it. */
    private int listen(InetSocketAddress address) throws IOException, InterruptedException {
        if (address.getAddress().isAnyLocalAddress()) {
            throw new IOException("--listen: " + address.getAddress().getHostAddress()
                    + " is no address that others can reach; give the one of the cluster's network");
        }
        var code = options.code().orElseGet(Code::make);
        var check = check(code, true);
        long endNanos = System.nanoTime() + options.patience().toNanos();
        try (var exchange = new Exchange(check, List.of(Places.of(0, address)))) {
            tell("Listening on " + text(address) + " for " + options.patience().toSeconds()
                    + " s. On the other machine:\n  quorate netcheck --code " + code + " " + text(address));
            var told = new HashSet<Session>();
            boolean good = true;
            while (System.nanoTime() - endNanos < 0) {
                exchange.run(() ->
                        System.nanoTime() - endNanos < 0 && ended(check, told).isEmpty());
                for (var session : ended(check, told)) {
                    told.add(session);
                    good &= print(check, List.of(session), List.of());
                }
            }
            if (told.isEmpty()) {
                tell("Nobody has asked with this code"
                        + (check.dropped() > 0 ? "; " + check.dropped() + " packets had another one" : ""));
            }
            return good && !told.isEmpty() ? 0 : FAILED;
        }
    }

    private static List<Session> ended(Check check, Set<Session> told) {
        return check.sessions().stream()
                .filter(session -> session.isOver() && !told.contains(session))
                .toList();
    }

    /** The machines of the addresses listen. */
    private int ask() throws StartException, IOException, InterruptedException {
        var targets = options.targets();
        var check = check(Code.of(options.code()), false);
        var places = new ArrayList<Place>();
        for (int link = 0; link < targets.size(); link++) {
            var own = Places.towards(targets.get(link).getAddress());
            var known = places.stream()
                    .filter(place -> place.address().getAddress().equals(own))
                    .findFirst();
            if (known.isEmpty()) {
                places.add(Places.of(places.size(), free(own)));
            }
        }
        try (var exchange = new Exchange(check, places)) {
            for (var target : targets) {
                var own = Places.towards(target.getAddress());
                var place = exchange.places().stream()
                        .filter(candidate -> candidate.address().getAddress().equals(own))
                        .findFirst()
                        .orElseThrow(() -> new IOException("the way to " + text(target) + " has changed"));
                check.add(place, "", target, System.nanoTime());
            }
            return measure(check, exchange);
        }
    }

    /** The usual port if nobody has it; who asks needs no certain one. */
    private static InetSocketAddress free(InetAddress own) {
        var usual = new InetSocketAddress(own, Places.PORT);
        return Places.isFree(usual) ? usual : new InetSocketAddress(own, 0);
    }

    /** All machines of a file are started with it, and measure with each other. */
    private int mesh() throws StartException, IOException, InterruptedException {
        var nodes = FileNodes.of(options);
        var code = options.code().orElseGet(Code::make);
        var plan = nodes.needsMulticast() ? options.plan().withMulticast() : options.plan();
        var check = check(code, nodes.name(), plan, false);
        try (var exchange = new Exchange(check, nodes.places())) {
            if (options.code().isEmpty()) {
                tell("On each other machine of the file, within "
                        + options.patience().toSeconds() + " s:\n  quorate netcheck --config FILE --code " + code);
            }
            nodes.add(check);
            return measure(check, exchange);
        }
    }

    private int measure(Check check, Exchange exchange) throws IOException, InterruptedException {
        exchange.run(exchange::isBusy);
        var own = exchange.places().stream()
                .map(place -> place.address().getAddress())
                .toList();
        return print(check, check.sessions(), Bonds.ofMachine().findings("this machine", own)) ? 0 : FAILED;
    }

    private Check check(String code, boolean listening) {
        return check(code, options.name().orElseGet(NetcheckProgram::hostName), options.plan(), listening);
    }

    private Check check(String code, String name, CheckPlan plan, boolean listening) {
        return new Check(name, new SecureRandom().nextLong(), Seal.ofCode(code), plan, options.patience(), listening);
    }

    private boolean print(Check check, List<Session> sessions, List<Finding> hints) throws InterruptedException {
        var silent = sessions.stream()
                .filter(session -> !session.hasHeard())
                .map(session -> session.target().getAddress())
                .toList();
        var answering = Reachability.answering(silent);
        var pairs = check.report(
                        sessions, session -> answering.contains(session.target().getAddress()))
                .pairs();
        var report = new CheckReport(pairs, hints);
        System.out.print(options.json() ? NetcheckJson.of(report) : NetcheckText.of(report));
        System.out.flush();
        return report.isGood();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("this");
        }
    }

    private static String text(InetSocketAddress address) {
        var host = address.getAddress().getHostAddress();
        if (address.getPort() == Places.PORT) {
            return host;
        }
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static void tell(String line) {
        System.err.println(line);
        System.err.flush();
    }
}
