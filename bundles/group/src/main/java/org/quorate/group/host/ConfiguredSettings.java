package org.quorate.group.host;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.quorate.config.ActiveConfiguration;
import org.quorate.config.AuthKey;
import org.quorate.config.ClusterConfig;
import org.quorate.config.ConfigurationException;
import org.quorate.config.TotemOptions;
import org.quorate.node.NodeHome;
import org.quorate.spi.transport.Encryption;
import org.quorate.spi.transport.TransportSettings;
import org.quorate.totem.RingSettings;

/** What {@code corosync.conf} and the cluster's key say of the ring. */
final class ConfiguredSettings {
    private static final System.Logger LOG = System.getLogger(ConfiguredSettings.class.getName());

    private ConfiguredSettings() {}

    /** @throws ConfigurationException if there is no key, and one is needed */
    static NodeSettings of(ActiveConfiguration configuration, NodeHome home) throws ConfigurationException {
        var cluster = configuration.cluster();
        var totem = cluster.totem();
        var members = configuration.members();
        var nodes = members.nodes().stream()
                .map(node -> new TransportSettings.Node(node.nodeId(), node.name(), node.addresses()))
                .toList();
        return new NodeSettings(
                cluster.configVersion(),
                ring(members.localNodeId(), totem),
                new TransportSettings(
                        members.localNodeId(),
                        nodes,
                        totem.netMtuBytes(),
                        totem.tokenMillis(),
                        totem.linkMode(),
                        encryption(cluster, home),
                        options(totem)),
                totem.transport());
    }

    private static Optional<Encryption> encryption(ClusterConfig cluster, NodeHome home) throws ConfigurationException {
        return AuthKey.read(cluster, home.configFile()).map(key -> {
            key.warning().ifPresent(warning -> LOG.log(System.Logger.Level.WARNING, warning));
            var totem = cluster.totem();
            var bytes = key.bytes();
            var encryption = new Encryption(totem.cryptoCipher(), totem.cryptoHash(), bytes);
            Arrays.fill(bytes, (byte) 0);
            key.clear();
            return encryption;
        });
    }

    /** Without the key, which may stand among them. */
    private static Map<String, String> options(TotemOptions totem) {
        var options = new TreeMap<>(totem.options());
        options.remove("key");
        return options;
    }

    private static RingSettings ring(int self, TotemOptions totem) {
        return new RingSettings(
                self,
                TimeUnit.MILLISECONDS.toNanos(totem.tokenMillis()),
                TimeUnit.MILLISECONDS.toNanos(totem.tokenRetransmitMillis()),
                TimeUnit.MILLISECONDS.toNanos(totem.holdMillis()),
                TimeUnit.MILLISECONDS.toNanos(totem.joinMillis()),
                TimeUnit.MILLISECONDS.toNanos(totem.consensusMillis()),
                TimeUnit.MILLISECONDS.toNanos(totem.mergeMillis()),
                totem.failRecvConst(),
                totem.seqnoUnchangedConst(),
                totem.missCountConst(),
                totem.windowSize(),
                totem.maxMessages(),
                RingSettings.area(totem.netMtuBytes()),
                !"no".equals(totem.options().get("relay")));
    }
}
