package org.quorate.config.active;

import java.nio.file.Path;
import java.util.Optional;
import org.quorate.config.AuthKey;
import org.quorate.config.ClusterConfig;
import org.quorate.config.ClusterMembers;
import org.quorate.config.ConfigurationException;
import org.quorate.config.LocalAddresses;
import org.quorate.config.NameResolver;
import org.quorate.config.plan.Configured;
import org.quorate.node.NodeHome;

/** Checks a configuration as this node would use it. */
record Loaded(NodeHome home, boolean ownRing) {
    /** Of a node that starts: whoever needs the key says what is wrong with it. */
    Configured first() throws ConfigurationException {
        var cluster = ClusterConfig.load(home.configFile());
        Optional<String> key;
        try {
            key = key(cluster);
        } catch (ConfigurationException _) {
            key = Optional.empty();
        }
        return new Configured(cluster, members(cluster), key);
    }

    Configured read(Path file) throws ConfigurationException {
        return of(ClusterConfig.load(file));
    }

    Configured of(ClusterConfig cluster) throws ConfigurationException {
        return new Configured(cluster, members(cluster), key(cluster));
    }

    private ClusterMembers members(ClusterConfig cluster) throws ConfigurationException {
        return ClusterMembers.resolve(cluster, home.name(), NameResolver.system(), LocalAddresses.system());
    }

    private Optional<String> key(ClusterConfig cluster) throws ConfigurationException {
        if (!ownRing) {
            return Optional.empty();
        }
        return AuthKey.read(cluster, home.configFile()).map(key -> {
            var fingerprint = key.fingerprint();
            key.clear();
            return fingerprint;
        });
    }
}
