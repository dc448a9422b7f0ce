package org.quorate.clusterfs.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quorate.clusterfs.tree.Trees.after;
import static org.quorate.clusterfs.tree.Trees.text;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.quorate.clusterfs.tree.Change.Create;
import org.quorate.clusterfs.tree.Change.Delete;
import org.quorate.clusterfs.tree.Change.Mkdir;
import org.quorate.clusterfs.tree.Change.Rename;
import org.quorate.clusterfs.tree.Change.Write;
import org.quorate.clusterfs.tree.Tree;
import org.quorate.config.ActiveConfiguration;
import org.quorate.config.ClusterConfig;
import org.quorate.config.ClusterMembers;
import org.quorate.config.ClusterMembers.ResolvedNode;
import org.quorate.config.ConfigurationException;
import org.quorate.config.plan.Plan;

class StatusFilesTest {
    private Tree tree = after(
            new Mkdir("nodes"), new Mkdir("nodes/hp1"), new Mkdir("nodes/hp1/qemu-server"), new Mkdir("nodes/hp1/lxc"));
    private List<Integer> online = List.of(1);
    private boolean quorate = true;
    private final ObservedFiles observed = new ObservedFiles();
    private final StatusFiles files =
            new StatusFiles(new Configuration(), observed, () -> tree.guests(), () -> online, () -> quorate);

    @Test
    void membersAreShownAsPmxcfsShowsThem() {
        assertThat(read(".members")).isEqualTo("""
                {
                "nodename": "hp1",
                "version": 2,
                "cluster": { "name": "prod", "version": 3, "nodes": 2, "quorate": 1 },
                "nodelist": {
                  "hp1": { "id": 1, "online": 1, "ip": "192.0.2.1"},
                  "hp2": { "id": 2, "online": 0}
                  }
                }
                """);
        online = List.of(1, 2);
        quorate = false;
        assertThat(read(".members"))
                .contains("\"version\": 3,", "\"quorate\": 0 }", "\"hp2\": { \"id\": 2, \"online\": 1");
    }

    @Test
    void guestsAreShownAsPmxcfsShowsThem() {
        assertThat(read(".vmlist")).matches("\\{\n\"version\": \\d+\n}\n");
        tree = after(tree, new Create("nodes/hp1/lxc/101.conf"), new Create("nodes/hp1/qemu-server/100.conf"));
        assertThat(read(".vmlist")).isEqualTo("""
                {
                "version": 2,
                "ids": {
                "100": { "node": "hp1", "type": "qemu", "version": 2 },
                "101": { "node": "hp1", "type": "lxc", "version": 1 }}

                }
                """);
    }

    @Test
    void observedFilesAreCountedByTheirChanges() {
        apply(new Create("storage.cfg"));
        apply(new Write("storage.cfg", 0, text("x")));
        assertThat(read(".version"))
                .contains("\"storage.cfg\": 3,", "\"user.cfg\": 1,", "\"kvstore\": {\n\"hp1\": {}}");
        apply(new Rename("storage.cfg", "user.cfg"));
        apply(new Delete("user.cfg"));
        apply(new Create("unobserved"));
        assertThat(read(".version"))
                .contains("\"storage.cfg\": 4,", "\"user.cfg\": 3,")
                .doesNotContain("unobserved");
        observed.all();
        assertThat(read(".version")).contains("\"storage.cfg\": 5,", "\"sdn/.running-config\": 2,");
    }

    private void apply(org.quorate.clusterfs.tree.Change change) {
        var applied = tree.apply(change, 1, 1);
        observed.applied(applied);
        tree = applied.after();
    }

    private String read(String name) {
        return Objects.requireNonNull(files.byName().get(name)).get();
    }

    private static final class Configuration implements ActiveConfiguration {
        private static final String TEXT = """
                totem {
                  version: 2
                  cluster_name: prod
                  config_version: 3
                  transport: udpu
                }
                nodelist {
                  node {
                    name: hp1
                    nodeid: 1
                    ring0_addr: 192.0.2.1
                  }
                  node {
                    name: hp2
                    nodeid: 2
                    ring0_addr: 192.0.2.2
                  }
                }
                """;

        @Override
        public void reload() {
            throw new UnsupportedOperationException("there is no file");
        }

        @Override
        public boolean replace(String text, String name) {
            throw new UnsupportedOperationException("there is no file");
        }

        @Override
        public Plan plan(Path file) {
            throw new UnsupportedOperationException("there is no file");
        }

        @Override
        public List<String> refused() {
            return List.of();
        }

        @Override
        public ClusterConfig cluster() {
            try {
                return ClusterConfig.parse(TEXT, "corosync.conf");
            } catch (ConfigurationException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public ClusterMembers members() {
            return new ClusterMembers(1, List.of(node(1), node(2)));
        }

        private static ResolvedNode node(int id) {
            var addresses = new TreeMap<Integer, InetSocketAddress>();
            addresses.put(0, new InetSocketAddress("192.0.2." + id, 5405));
            return new ResolvedNode(id, "hp" + id + ".example.org", 1, addresses);
        }
    }
}
