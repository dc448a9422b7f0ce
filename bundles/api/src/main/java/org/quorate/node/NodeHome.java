package org.quorate.node;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The folders of one node; registered as a service for as long as the node runs.
 *
 * @param root everything of the node is below it
 * @param configFile the node's own {@code corosync.conf}
 * @param name the name given at start, which picks the local entry of the nodelist; absent: picked by address
 * @param mount where the tree is to be mounted; absent: not mounted
 */
public record NodeHome(Path root, Path configFile, Optional<String> name, Optional<Path> mount) {
    /**
     * Service property: what orders the messages and counts the votes of this node, {@code totem}, {@code corosync} or
     * {@link #LOCAL}. Components of an engine refer to the home of a node that has chosen it.
     */
    public static final String ENGINE = "engine";

    /** The engine of a node that is in no cluster, and has no {@code corosync.conf}. */
    public static final String LOCAL = "local";

    /** {@code corosync.conf}, {@code authkey}, {@code node.cfg}. */
    public Path etc() {
        return root.resolve("etc");
    }

    /** {@code config.db}. */
    public Path db() {
        return root.resolve("db");
    }

    /** What must survive a restart beside the database: ring ids. */
    public Path state() {
        return root.resolve("state");
    }

    /** Log files. */
    public Path log() {
        return root.resolve("log");
    }

    /** Sockets, process id, lock. */
    public Path run() {
        return root.resolve("run");
    }

    /** Plugin bundles that are installed while the node runs. */
    public Path deploy() {
        return root.resolve("deploy");
    }
}
