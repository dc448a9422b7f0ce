package org.quorate.integration.corosync;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the machine must have, so that real corosync nodes can run beside ours. */
final class Peers {
    private Peers() {}

    /** Skips the tests, and says why, where something is missing. */
    static void assume() throws IOException {
        var missing = new ArrayList<String>();
        if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
            missing.add("root");
        }
        for (var program : List.of("corosync", "corosync-quorumtool", "gcc", "ip", "nft", "nsenter")) {
            if (Command.of("sh", "-c", "command -v " + program).run().exitCode() != 0) {
                missing.add("the program " + program);
            }
        }
        if (!Files.exists(Path.of("/usr/include/corosync/cpg.h"))) {
            missing.add("the header corosync/cpg.h");
        }
        if (!missing.isEmpty()) {
            System.err.println("SKIPPED: tests with real corosync nodes need " + missing + "; see README.md");
        }
        assumeTrue(missing.isEmpty(), () -> "needs " + missing);
    }

    /** Compiles the client of corosync's process groups. */
    static Path client(Path folder) {
        var program = folder.resolve("group_client");
        Command.of("gcc", "-O2", "-Wall", "-Werror", "-o", program.toString(), "src/test/c/group_client.c", "-lcpg")
                .output();
        return program;
    }
}
