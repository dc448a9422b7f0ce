package org.quorate.launcher;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.quorate.config.AuthKey;
import org.quorate.config.ClusterConfig;
import org.quorate.config.ClusterMembers;
import org.quorate.config.ConfigurationException;
import org.quorate.config.LocalAddresses;
import org.quorate.config.NameResolver;
import org.quorate.config.Problem;

/** Everything about {@code corosync.conf} that can be known before the node starts. */
final class ConfigurationCheck {
    private ConfigurationCheck() {}

    /**
     * Reads, checks, resolves.
     *
     * @param ownRing whether the node needs the key of the cluster itself
     * @throws StartException with all problems at once
     */
    static ClusterMembers members(Path file, Optional<String> name, boolean ownRing) throws StartException {
        try {
            ClusterConfig config = ClusterConfig.load(file);
            if (ownRing) {
                AuthKey.read(config, file).ifPresent(AuthKey::clear);
            }
            return ClusterMembers.resolve(config, name, NameResolver.system(), LocalAddresses.system());
        } catch (ConfigurationException e) {
            throw new StartException(
                    StartException.CONFIGURATION,
                    e.problems().stream().map(Problem::toString).toList());
        }
    }

    /**
     * Binds each address of the local node for a moment. The transport binds it again; this is for the message.
     *
     * @throws StartException with all that cannot be bound
     */
    static void bindable(ClusterMembers members) throws StartException {
        List<String> problems = new ArrayList<>();
        members.local().addresses().forEach((link, address) -> {
            try {
                bind(address);
            } catch (BindException e) {
                problems.add(refused(link, address, e));
            } catch (IOException e) {
                problems.add("link " + link + ": " + text(address) + ": " + Reason.of(e));
            }
        });
        if (!problems.isEmpty()) {
            throw new StartException(StartException.ENVIRONMENT, problems);
        }
    }

    /** Whether the address can be bound at this moment. */
    static boolean isFree(InetSocketAddress address) {
        try {
            bind(address);
            return true;
        } catch (SocketException _) {
            return false;
        }
    }

    private static void bind(InetSocketAddress address) throws SocketException {
        DatagramSocket socket = new DatagramSocket(null);
        try (socket) {
            socket.setReuseAddress(false);
            socket.bind(address);
        }
    }

    private static String refused(int link, InetSocketAddress address, BindException e) {
        boolean inUse = String.valueOf(e.getMessage()).contains("in use");
        return "link " + link + ": "
                + (inUse
                        ? "UDP port " + text(address) + " is in use by another process; stop it (ss -ulpn shows it),"
                                + " or set another mcastport"
                        : text(address) + " cannot be bound (" + e.getMessage() + "); correct ring" + link
                                + "_addr of this node, or give the address to an interface");
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
