package org.quorate.config;

import java.nio.charset.StandardCharsets;
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
        return check(document, new Findings(document.fileName()));
    }

    /**
     * Reads, parses and checks a file. Lines that cannot be read do not keep the rest from being checked.
     *
     * @throws ConfigurationException with all errors of the file
     */
    public static ClusterConfig load(Path file) throws ConfigurationException {
        return of(ConfReading.of(file));
    }

    /**
     * The same for a text.
     *
     * @param fileName for messages
     * @throws ConfigurationException with all errors of the text
     */
    public static ClusterConfig parse(String text, String fileName) throws ConfigurationException {
        return of(ConfReading.of(text, fileName, StandardCharsets.UTF_8));
    }

    private static ClusterConfig of(ConfReading reading) throws ConfigurationException {
        if (!reading.nested()) {
            reading.findings().throwIfAny();
        }
        return check(reading.document(), reading.findings());
    }

    private static ClusterConfig check(CorosyncConf document, Findings findings) throws ConfigurationException {
        Placement.check(document.root(), findings);
        var totemKeys = new Keys("totem", document.sections("totem"), findings);
        totemKeys.warnOfRepeated();
        String clusterName = totemKeys.text("cluster_name").orElse("");
        var nodelist = Nodelist.read(document, findings);
        var interfaces = Interfaces.read(
                document.sections("totem.interface"), nodelist, hasRings(totemKeys, nodelist), findings);
        var totem = new TotemReader(totemKeys, nodelist).read(interfaces);
        boolean linked = totem.isLinked(nodelist.links().size());
        nodelist.checkFor(linked, document, findings);
        interfaces.checkFor(totem.transport(), linked, clusterName, nodelist, findings);
        if (!nodelist.given() && !totem.options().containsKey("interface.0.bindnetaddr")) {
            String message = "is missing, and no interface section of totem has a bindnetaddr either";
            findings.problem(0, "nodelist", "", message, "add a nodelist with a node section for each machine");
        }
        var quorum = new QuorumReader(document, nodelist, findings).read();
        var logging = LoggingReader.read(document, findings);
        findings.throwIfAny();
        return new ClusterConfig(
                document,
                clusterName,
                totemKeys.text("config_version").map(Long::parseUnsignedLong).orElse(0L),
                totem,
                nodelist.nodes(),
                quorum,
                logging,
                findings.warnings());
    }

    /**
     * Whether {@code ringnumber} is the number of a link. With a nodelist the file is one for corosync 3, to which it means
     * nothing: a section with it is about link 0, and nodes of both kinds must agree on its port. But what corosync 3 refuses,
     * several links without knet, only corosync 2 had; and so it is without a nodelist.
     */
    private static boolean hasRings(Keys totem, Nodelist nodelist) {
        boolean knet = totem.text("transport").orElse("knet").equals("knet");
        return !nodelist.given() || nodelist.links().size() > 1 && !knet;
    }
}
