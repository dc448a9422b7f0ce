package org.quorate.launcher.demo;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.random.RandomGenerator;
import org.quorate.launcher.StartException;

/**
 * A loopback network for one demo: {@code 127.x.y.0}, where node 1 has address 1.
 *
 * @param x second number
 * @param y third number
 */
public record DemoNet(int x, int y) {
    /** Corosync's. */
    public static final int PORT = 5405;

    /** Of the 64000 networks hardly any is in use; so many attempts fail only if something else is wrong. */
    private static final int ATTEMPTS = 50;

    /** Picks one at random on which nobody listens, so that demos that start together differ. */
    public static DemoNet free(int nodes, RandomGenerator random) throws StartException {
        String last = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var net = new DemoNet(random.nextInt(1, 255), random.nextInt(1, 255));
            try {
                net.bindAll(nodes);
                return net;
            } catch (IOException e) {
                last = net + ": " + e.getMessage();
            }
        }
        throw StartException.environment(
                "no loopback network is free for UDP port " + PORT + " (" + last + "); is the interface lo up?");
    }

    /** Of a node, from 1. */
    public String address(int node) {
        return "127." + x + "." + y + "." + node;
    }

    private void bindAll(int nodes) throws IOException {
        for (int node = 1; node <= nodes; node++) {
            try (var socket = new DatagramSocket(null)) {
                socket.setReuseAddress(false);
                socket.bind(new InetSocketAddress(InetAddress.getByName(address(node)), PORT));
            }
        }
    }

    @Override
    public String toString() {
        return "127." + x + "." + y + ".0/24";
    }
}
