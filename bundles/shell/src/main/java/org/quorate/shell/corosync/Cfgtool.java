package org.quorate.shell.corosync;

import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.quorate.config.ConfigurationException;
import org.quorate.config.Problem;
import org.quorate.node.NodeHome;
import org.quorate.shell.command.CommandFailedException;
import org.quorate.shell.result.ExitCodes;
import org.quorate.shell.result.LinkTable;
import org.quorate.shell.result.LinkTableText;
import org.quorate.shell.result.ProgramResult;

/** {@code corosync-cfgtool}: links, and what is asked of nodes. */
@Component(service = Function.class)
@GogoCommand(scope = "corosync", function = "corosync-cfgtool")
public final class Cfgtool extends CorosyncProgram {
    /** Headers of two multicasts, since a packet may be recovered in another one. */
    private static final int HEADER_BYTES = 2 * 45;

    private static final String BAD_NODE = "The nodeid was not valid, try a positive number";

    private static final String USAGE = """
            corosync-cfgtool [[-i <interface ip>] [-b] -s] [-R] [-L] [-k nodeid] [-a nodeid] [-h] [-H]

            A tool for displaying and configuring active parameters within corosync.
            options:
            	-i	Finds only information about the specified interface IP address or link id when used with -s..
            	-s	Displays the status of the current links on this node.
            	-n	Displays the status of the connected nodes and their links.
            	-b	Displays the brief status of the current links on this node when used with -s.
            	-R	Tell all instances of corosync in this cluster to reload corosync.conf.
            	-L	Tell corosync to reopen all logging files.
            	-k	Kill a node identified by node id.
            	-a	Display the IP address(es) of a node
            	-h	Print basic usage.
            	-H	Shutdown corosync cleanly on this node.
            		--force will shut down corosync regardless of daemon vetos
            """;

    /** The force has no letter; nobody here has a veto, so that it changes nothing. */
    private static final Options.Syntax SYNTAX = new Options.Syntax(
            "corosync-cfgtool",
            "i:snbrRLk:a:hHF",
            Map.of(
                    "if", 'i',
                    "status", 's',
                    "nodes", 'n',
                    "brief", 'b',
                    "reload", 'R',
                    "reopen", 'L',
                    "kill", 'k',
                    "address", 'a',
                    "shutdown", 'H',
                    "force", 'F'));

    private final NodeServices node;
    private final NodeHome home;
    private final BundleContext context;

    /** Of this node. */
    @Activate
    public Cfgtool(@Reference NodeServices node, @Reference NodeHome home, BundleContext context) {
        super(SYNTAX, USAGE, false);
        this.node = node;
        this.home = home;
        this.context = context;
    }

    /** Of several requests the first in this order is done. */
    @Override
    ProgramResult run(Options options, CommandSession session) throws CommandFailedException {
        if (options.has('h')) {
            return usage();
        }
        if (options.has('k')) {
            return kill(options.values().getOrDefault('k', ""));
        }
        if (options.has('a')) {
            return addresses(options.values().getOrDefault('a', ""));
        }
        if (options.has('R')) {
            return reload();
        }
        if (options.has('L')) {
            return reopen();
        }
        if (options.has('H')) {
            return shutdown();
        }
        if (options.has('n')) {
            var table = table();
            return ProgramResult.of(ExitCodes.OK, LinkTableText.nodes(table), table);
        }
        if (options.has('s')) {
            var table = table();
            var text = options.has('b') ? LinkTableText.brief(table) : LinkTableText.status(table);
            return ProgramResult.of(ExitCodes.OK, text, table);
        }
        return usage();
    }

    private LinkTable table() throws CommandFailedException {
        return LinkTable.of(node.ring(), node.cluster().totem().netMtuBytes() - HEADER_BYTES);
    }

    private ProgramResult kill(String word) throws CommandFailedException {
        long id = number(word);
        if (id <= 0) {
            return ProgramResult.failed(BAD_NODE);
        }
        boolean sent = node.control().kill((int) id, "killed by corosync-cfgtool");
        var output = "Killing node " + id + "\n";
        return sent
                ? ProgramResult.text(output)
                : new ProgramResult(
                        ExitCodes.FAILED, output, "Could not kill node (error = CS_ERR_NOT_EXIST)\n", Optional.empty());
    }

    private ProgramResult addresses(String word) throws CommandFailedException {
        long id = number(word);
        if (id <= 0) {
            return ProgramResult.failed(BAD_NODE);
        }
        var addresses = node.addresses((int) id);
        return addresses.isEmpty()
                ? ProgramResult.failed("Could not get node address for nodeid " + id)
                : ProgramResult.of(ExitCodes.OK, String.join(" ", addresses) + "\n", addresses);
    }

    /** A file that this node cannot use is not what the others are told of. */
    private ProgramResult reload() throws CommandFailedException {
        var control = node.control();
        var output = "Reloading corosync.conf...\n";
        try {
            node.configuration().plan(home.configFile());
        } catch (ConfigurationException e) {
            var problems = e.problems().stream().map(Problem::toString).toList();
            return new ProgramResult(ExitCodes.FAILED, output, String.join("\n", problems) + "\n", Optional.empty());
        }
        control.reload();
        return ProgramResult.text(output + "Done\n");
    }

    /** A file that was moved away is begun anew by its handler. */
    private static ProgramResult reopen() {
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            handler.flush();
        }
        return ProgramResult.done();
    }

    private ProgramResult shutdown() throws CommandFailedException {
        try {
            context.getBundle(0).stop(); // only begins to stop
            return ProgramResult.text("Shutting down corosync\n");
        } catch (BundleException e) {
            throw new CommandFailedException("the node did not begin to stop: " + e.getMessage());
        }
    }
}
