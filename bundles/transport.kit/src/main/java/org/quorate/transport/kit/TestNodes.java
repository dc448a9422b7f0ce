package org.quorate.transport.kit;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.quorate.spi.transport.Encryption;
import org.quorate.spi.transport.TransportSettings;

/** Nodes on loopback networks that nobody else has, on ports that the system chose; their ids count from 1. */
public final class TestNodes {
    private static final int LINK_STEP = 10;
    private static final int TOKEN_MILLIS = 1000;
    private static final int ATTEMPTS = 100;

    private final List<TransportSettings.Node> nodes = new ArrayList<>();

    /** So many, with so many links each. */
    public TestNodes(int count, int links) throws IOException {
        var random = ThreadLocalRandom.current();
        var network = "127." + random.nextInt(1, 255) + "." + random.nextInt(255) + ".";
        var ports = new ArrayList<Integer>();
        for (int link = 0; link < links; link++) {
            ports.add(freePort(network + 1));
        }
        for (int id = 1; id <= count; id++) {
            var addresses = new TreeMap<Integer, InetSocketAddress>();
            for (int link = 0; link < links; link++) {
                var address = InetAddress.getByName(network + (id + LINK_STEP * link));
                addresses.put(link, new InetSocketAddress(address, ports.get(link)));
            }
            nodes.add(new TransportSettings.Node(id, "n" + id, addresses));
        }
    }

    /** The one before it is free, too: some send from there. */
    private static int freePort(String address) throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            try (var probe = new DatagramSocket(new InetSocketAddress(address, 0));
                    var _ = new DatagramSocket(new InetSocketAddress(address, probe.getLocalPort() - 1))) {
                return probe.getLocalPort();
            } catch (SocketException _) {
                // the one before is in use; the system chooses another one
            }
        }
        throw new IOException("no two ports are free on " + address);
    }

    /** All of them. */
    public List<TransportSettings.Node> all() {
        return nodes;
    }

    /** Where a node receives. */
    public InetSocketAddress address(int id, int link) {
        return Objects.requireNonNull(nodes.get(id - 1).addresses().get(link));
    }

    /** What a session of a node is told. */
    public TransportSettings settings(
            int id, int netMtuBytes, Optional<Encryption> encryption, Map<String, String> options) {
        return new TransportSettings(id, nodes, netMtuBytes, TOKEN_MILLIS, "passive", encryption, options);
    }
}
