package org.quorate.launcher.demo;

import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.quorate.launcher.StartException;
import org.quorate.launcher.client.CommandClient;

/**
 * What a node says of itself with {@code node:state}.
 *
 * @param members node ids
 * @param tree {@code synced}, or what the replica waits for
 */
public record DemoState(String ring, List<String> members, boolean quorate, String tree, boolean mounted) {
    /** Empty while the node is not up, or is on its way down. */
    public static Optional<DemoState> of(DemoNode node) {
        if (!Files.exists(node.home().resolve("run/quorate.pid"))) {
            return Optional.empty();
        }
        try {
            var answer = CommandClient.ask(node.home(), "node:state");
            return answer.exitCode() == 0 ? Optional.of(parse(answer.output())) : Optional.empty();
        } catch (StartException _) {
            return Optional.empty();
        }
    }

    static DemoState parse(String text) {
        Map<String, String> values = new HashMap<>();
        for (String line : text.split("\n")) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        String members = values.getOrDefault("members", "");
        return new DemoState(
                values.getOrDefault("ring", "none"),
                members.isEmpty() ? List.of() : List.of(members.split(",")),
                values.getOrDefault("quorate", "no").equals("yes"),
                values.getOrDefault("tree", "none"),
                values.getOrDefault("mounted", "no").equals("yes"));
    }

    boolean joined(int nodes) {
        return members.size() == nodes && quorate && tree.equals("synced");
    }

    @Override
    public String toString() {
        if (members.isEmpty()) {
            return "up, no ring yet";
        }
        return "ring " + ring + " of " + String.join(" ", members) + ", " + (quorate ? "quorate" : "not quorate")
                + ", tree " + tree + (mounted ? ", mounted" : "");
    }
}
