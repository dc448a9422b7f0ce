package org.quorate.config;

import java.nio.file.Path;
import java.util.List;

/**
 * What a {@code corosync.conf} means, checked.
 *
 * @param document the file itself
 * @param clusterName {@code totem.cluster_name}; empty if not given
 * @param configVersion {@code totem.config_version}, unsigned; 0 if not given
 * @param totem timing, transport and encryption of the ring
 * @param nodes in the order of the file; empty if it has no nodelist
 * @param quorum votes
 * @param logging where the log goes
 * @param warnings what can be used but is not what its author may think, each in one line with file and line
 */
public record ClusterConfig(
        CorosyncConf document,
        String clusterName,
        long configVersion,
        TotemOptions totem,
        List<NodeEntry> nodes,
        QuorumOptions quorum,
        LoggingOptions logging,
        List<String> warnings) {
    /** Takes copies of the lists. */
    public ClusterConfig {
        nodes = List.copyOf(nodes);
        warnings = List.copyOf(warnings);
    }

    /**
     * Checks a document.
     *
     * @throws ConfigurationException with all errors of the file
     */
    public static ClusterConfig of(CorosyncConf document) throws ConfigurationException {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads, parses and checks a file.
     *
     * @throws ConfigurationException with all errors of the file
     */
    public static ClusterConfig load(Path file) throws ConfigurationException {
        return of(CorosyncConf.read(file));
    }
}
