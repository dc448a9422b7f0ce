package org.quorate.shell.corosync;

import java.net.InetAddress;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.quorate.quorum.QuorumRefusedException;
import org.quorate.quorum.QuorumStatus;
import org.quorate.shell.command.CommandFailedException;
import org.quorate.shell.result.ExitCodes;
import org.quorate.shell.result.ProgramResult;
import org.quorate.shell.result.QuorumText;
import org.quorate.shell.result.QuorumText.Columns;

/** {@code corosync-quorumtool}: votes and members. */
@Component(service = org.apache.felix.service.command.Function.class)
@GogoCommand(scope = "corosync", function = "corosync-quorumtool")
public final class Quorumtool extends CorosyncProgram {
    /** Whose options and output these are. */
    private static final String VERSION = "corosync-quorumtool version: 3.1.7\n";

    private static final Duration LOOK = Duration.ofMillis(200);

    private static final String USAGE = """
            usage:\s
            corosync-quorumtool <options>

              options:

              -s             show quorum status
              -m             constantly monitor quorum status
              -l             list nodes
              -a             show all names or addresses for each node
              -p             when used with -s or -l, generates machine parsable output
              -v <votes>     change the number of votes for a node (*)
              -n <nodeid>    optional nodeid of node for -v
              -e <expected>  change expected votes for the cluster (*)
              -H             show nodeids in hexadecimal rather than decimal
              -i             show node IP addresses instead of the resolved name
              -o <a|n|i>     order by [a] IP address (default), [n] name, [i] nodeid
              -f             forcefully unregister a quorum device *DANGEROUS* (*)
              -h             show this help text
              -V             show version and exit

              (*) Starred items only work if votequorum is the quorum provider for corosync

            """;

    private final NodeServices node;

    /** Of this node. */
    @Activate
    public Quorumtool(@Reference NodeServices node) {
        super(new Options.Syntax("corosync-quorumtool", "aHimlpe:v:hin:o:sfV", Map.of()), USAGE, true);
        this.node = node;
    }

    @Override
    ProgramResult run(Options options, CommandSession session) throws CommandFailedException, InterruptedException {
        var wrong = wrong(options);
        if (wrong.isPresent()) {
            return ProgramResult.failed(wrong.get());
        }
        if (options.has('h')) {
            return usage();
        }
        if (options.has('V')) {
            return ProgramResult.text(VERSION);
        }
        if (options.has('e')) {
            return expect((int) number(options.values().getOrDefault('e', "")));
        }
        if (options.has('v')) {
            int local = node.quorum().status().localNodeId();
            int target = options.value('n').map(id -> (int) number(id)).orElse(local);
            return vote(target, (int) number(options.values().getOrDefault('v', "")));
        }
        if (options.has('f')) {
            return unregister();
        }
        if (options.has('m')) {
            return monitor(options, session);
        }
        var status = sorted(node.quorum().status(), options.value('o').orElse("a"));
        return ProgramResult.of(ExitCodes.of(status), text(status, options), status);
    }

    private static Optional<String> wrong(Options options) {
        if (options.value('e').filter(votes -> number(votes) <= 0).isPresent()) {
            return Optional.of("New expected votes value was not valid, try a positive number");
        }
        if (options.value('n').filter(id -> number(id) <= 0).isPresent()) {
            return Optional.of("The nodeid was not valid, try a positive number");
        }
        if (options.value('v').filter(votes -> number(votes) < 0).isPresent()) {
            return Optional.of("New votes value was not valid, try a positive number or zero");
        }
        return options.value('o')
                .filter(order -> !order.matches("[ani]"))
                .map(_ -> "Invalid ordering option. valid orders are a(address), i(node ID) or n(name)");
    }

    /** The first line is the one of corosync, the second says why. */
    private ProgramResult expect(int votes) throws CommandFailedException {
        try {
            node.quorum().expectVotes(votes);
            return ProgramResult.done();
        } catch (QuorumRefusedException e) {
            return ProgramResult.failed("Unable to set expected votes: CS_ERR_INVALID_PARAM\n" + e.getMessage());
        }
    }

    private ProgramResult vote(int target, int votes) throws CommandFailedException {
        var quorum = node.quorum();
        boolean member = quorum.status().nodes().stream().anyMatch(present -> present.nodeId() == target);
        try {
            quorum.setVotes(target, votes);
            return ProgramResult.done();
        } catch (QuorumRefusedException e) {
            return ProgramResult.failed("Unable to set votes " + votes + " for nodeid: "
                    + Integer.toUnsignedString(target) + ": "
                    + (member ? "CS_ERR_INVALID_PARAM" : "CS_ERR_NAME_NOT_FOUND") + "\n" + e.getMessage());
        }
    }

    /** Where there is none, there is nothing to do. */
    private ProgramResult unregister() throws CommandFailedException {
        return node.quorum().status().flags().contains(QuorumStatus.Flag.QDEVICE)
                ? ProgramResult.failed(
                        "Unable to unregister the quorum device: it belongs to another node; do it there")
                : ProgramResult.done();
    }

    /** Until the client goes, or interrupts it. */
    private ProgramResult monitor(Options options, CommandSession session)
            throws CommandFailedException, InterruptedException {
        Optional<QuorumStatus> shown = Optional.empty();
        while (true) {
            var status = sorted(node.quorum().status(), options.value('o').orElse("a"));
            if (!shown.equals(Optional.of(status))) {
                shown = Optional.of(status);
                session.getConsole().print(text(status, options));
                session.getConsole().flush();
            }
            Thread.sleep(LOOK);
        }
    }

    private String text(QuorumStatus status, Options options) throws CommandFailedException {
        var columns = new Columns(options.has('H'), options.has('p'), label(options));
        boolean listOnly = options.has('l') && !options.has('s');
        return listOnly ? QuorumText.members(status, columns) : QuorumText.report(status, ZonedDateTime.now(), columns);
    }

    /** With all addresses, those of other links than the first have no name. */
    private Function<QuorumStatus.Node, String> label(Options options) throws CommandFailedException {
        if (!options.has('a')) {
            return options.has('i') ? QuorumStatus.Node::address : QuorumStatus.Node::name;
        }
        var addresses = new HashMap<Integer, List<String>>();
        for (var member : node.members().nodes()) {
            addresses.put(member.nodeId(), node.addresses(member.nodeId()));
        }
        return member -> {
            var labels = new ArrayList<>(addresses.getOrDefault(member.nodeId(), List.of(member.address())));
            if (!options.has('i')) {
                labels.replaceAll(_ -> "");
                labels.set(0, member.name());
            }
            return String.join(", ", labels);
        };
    }

    private static QuorumStatus sorted(QuorumStatus status, String order) {
        Comparator<QuorumStatus.Node> by = switch (order) {
            case "n" -> Comparator.comparing(QuorumStatus.Node::name);
            case "i" -> Comparator.comparing(QuorumStatus.Node::nodeId, Integer::compareUnsigned);
            default -> Comparator.comparing(Quorumtool::bytes, Arrays::compareUnsigned);
        };
        return new QuorumStatus(
                status.provider(),
                status.localNodeId(),
                status.ring(),
                status.quorate(),
                status.expectedVotes(),
                status.highestExpected(),
                status.totalVotes(),
                status.quorum(),
                status.flags(),
                status.nodes().stream().sorted(by).toList());
    }

    /** A node that is not configured has no address. */
    private static byte[] bytes(QuorumStatus.Node member) {
        return member.address().isEmpty()
                ? new byte[0]
                : InetAddress.ofLiteral(member.address()).getAddress();
    }
}
