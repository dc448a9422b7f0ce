package org.quorate.shell.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.Process;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.quorate.status.ClusterLog;
import org.quorate.status.ClusterStatus;
import org.quorate.status.LogRecord;
import org.quorate.status.NodeValues;

/** What the nodes tell each other: the cluster log, and the values of each. */
@Component(service = StatusCommands.class)
@GogoCommand(
        scope = "status",
        function = {"log", "write", "kv", "put"})
public final class StatusCommands {
    private static final int MAX_ENTRIES = 10_000;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ClusterStatus status;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ClusterLog log;

    /** The newest first. */
    @Descriptor("Shows the newest entries of the cluster log")
    public List<LogRecord> log(
            @Descriptor("how many entries")
                    @Parameter(
                            names = {"-n", "--number"},
                            absentValue = "50")
                    int number,
            @Descriptor("only those of this user")
                    @Parameter(
                            names = {"-u", "--user"},
                            absentValue = "")
                    String user)
            throws CommandFailedException {
        if (number < 1 || number > MAX_ENTRIES) {
            throw new CommandFailedException("-n: found " + number + ", must be 1 to " + MAX_ENTRIES);
        }
        return Required.service(log, "cluster log")
                .newest(number, Optional.of(user).filter(name -> !name.isEmpty()));
    }

    /** On all nodes, in the name of the user of this node. */
    @Descriptor("Writes a message into the cluster log")
    public void write(@Descriptor("message") String message) throws CommandFailedException {
        Required.service(log, "cluster log")
                .log(ClusterLog.INFO, System.getProperty("user.name") + "@pam", "shell", message);
    }

    /** Nodes by id. */
    @Descriptor("Lists the nodes: who is there, and the versions of the values that each has published")
    public List<NodeValues> kv() throws CommandFailedException {
        return status().nodes();
    }

    /** The bytes as they are. */
    @Descriptor("Writes a value of a node to the output")
    public void kv(@Descriptor("name of the node") String node, @Descriptor("key") String key)
            throws CommandFailedException, IOException {
        int id = status().nodes().stream()
                .filter(other -> other.name().equals(node))
                .findFirst()
                .orElseThrow(() -> new CommandFailedException("node " + node + ": there is none; see status:kv"))
                .nodeId();
        byte[] value = status().value(id, key)
                .orElseThrow(() -> new CommandFailedException("node " + node + " has no value " + key));
        var out = Process.Utils.current().out();
        out.write(value);
        out.flush();
    }

    /** Until it is set again, or the node ends. */
    @Descriptor("Publishes a value of this node; empty removes it")
    public void put(@Descriptor("key") String key, @Descriptor("text") String text) throws CommandFailedException {
        try {
            status().put(key, text.getBytes(UTF_8));
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()));
        }
    }

    private ClusterStatus status() throws CommandFailedException {
        return Required.service(status, "status of the nodes");
    }
}
