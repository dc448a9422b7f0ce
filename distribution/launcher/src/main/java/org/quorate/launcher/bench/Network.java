package org.quorate.launcher.bench;

import java.util.List;
import java.util.random.RandomGenerator;
import org.quorate.launcher.StartException;
import org.quorate.launcher.demo.DemoNet;

/** Between the nodes of a run. */
sealed interface Network {
    /** For people. */
    String text();

    /** Of a node, from 1. */
    String address(int node);

    /** UDP, of our nodes. */
    int port();

    /** Words before a command that is to run where that node is; they end with {@code exec}. */
    List<String> inside(int node);

    /** Whether a node sees other mounts than we do. */
    boolean separateMounts();

    /** Takes it away. */
    void down() throws InterruptedException;

    /** An address of the loopback interface for each node. */
    record Loopback(DemoNet net) implements Network {
        static Loopback free(int nodes) throws StartException {
            return new Loopback(DemoNet.free(nodes, RandomGenerator.getDefault()));
        }

        @Override
        public String text() {
            return "loopback, " + net;
        }

        @Override
        public String address(int node) {
            return net.address(node);
        }

        @Override
        public int port() {
            return DemoNet.PORT;
        }

        @Override
        public List<String> inside(int node) {
            return List.of();
        }

        @Override
        public boolean separateMounts() {
            return false;
        }

        @Override
        public void down() {
            // it was there before
        }
    }

    /** A network namespace for each node, joined by a bridge. */
    record Separate(Namespaces namespaces) implements Network {
        /** Corosync has its own in the same namespaces, at the same time. */
        private static final int PORT = DemoNet.PORT + 10;

        @Override
        public String text() {
            return "network namespaces joined by a bridge, " + namespaces.address(1) + " and so on";
        }

        @Override
        public String address(int node) {
            return namespaces.address(node);
        }

        @Override
        public int port() {
            return PORT;
        }

        @Override
        public List<String> inside(int node) {
            return namespaces.words("exec", Integer.toString(node));
        }

        @Override
        public boolean separateMounts() {
            return true;
        }

        @Override
        public void down() throws InterruptedException {
            namespaces.down();
        }
    }
}
