package org.quorate.clusterfs.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quorate.clusterfs.tree.Trees.after;
import static org.quorate.clusterfs.tree.Trees.text;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
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
import org.quorate.node.NodeIdentity;
import org.quorate.status.ClusterLog;
import org.quorate.status.ClusterStatus;
import org.quorate.status.LogRecord;

class StatusFilesTest {
    private Tree tree = after(
            new Mkdir("nodes"), new Mkdir("nodes/hp1"), new Mkdir("nodes/hp1/qemu-server"), new Mkdir("nodes/hp1/lxc"));
    private final FakeStatus status = new FakeStatus();
    private boolean quorate = true;
    private boolean clustered = true;
    private final ObservedFiles observed = new ObservedFiles();
    private final StatusFiles files = new StatusFiles(
            new NodeIdentity(1, "hp1.example.org"), new Around(), observed, () -> tree.guests(), () -> quorate);

    @Test
    void membersAreShownAsPmxcfsShowsThem() {
        status.tell(1, true, "192.0.2.1");
        status.tell(2, false, null);
        status.version = 7;
        assertThat(read(".members")).isEqualTo("""
                {
                "nodename": "hp1",
                "version": 7,
                "cluster": { "name": "prod", "version": 3, "nodes": 2, "quorate": 1 },
                "nodelist": {
                  "hp1": { "id": 1, "online": 1, "ip": "192.0.2.1"},
                  "hp2": { "id": 2, "online": 0}
                  }
                }
                """);
        status.tell(2, true, "192.0.2.2");
        quorate = false;
        assertThat(read(".members"))
                .contains("\"quorate\": 0 }", "\"hp2\": { \"id\": 2, \"online\": 1, \"ip\": \"192.0.2.2\"}");
    }

    @Test
    void aNodeInNoClusterShowsItsNameAndAVersion() {
        clustered = false;
        status.version = 1;
        assertThat(read(".members")).isEqualTo("{\n\"nodename\": \"hp1\",\n\"version\": 1\n}\n");
    }

    @Test
    void theLogIsShownAsPmxcfsShowsItAndIsJsonWhateverWasWritten() {
        assertThat(read(".clusterlog")).isEqualTo("{\n\"data\": [\n]\n}\n");
        status.log.add(new LogRecord(2, 1_700_000_000, 6, "hp1", "root@pam", "pvedaemon", 4711, "say \"ü\" \\ \n"));
        status.log.add(new LogRecord(1, -1, 6, "h\"1", "r\\t", "t", -1, "x"));
        assertThat(read(".clusterlog")).isEqualTo("""
                {
                "data": [
                {"uid": 2, "time": 1700000000, "pri": 6, "tag": "pvedaemon", "pid": 4711, "node": "hp1", "user": "root@pam", "msg": "say \\"\\u00fc\\" \\\\ \\u000a"},
                {"uid": 1, "time": 4294967295, "pri": 6, "tag": "t", "pid": 4294967295, "node": "h\\"1", "user": "r\\\\t", "msg": "x"}
                ]
                }
                """);
    }

    @Test
    void measurementsAreLinesOfKeyAndValues() {
        assertThat(read(".rrd")).isEmpty();
        status.measured.put("pve-node-9.0/hp1", "1700000000:1:2");
        status.measured.put("pve-vm-9.0/100", "1700000000:U");
        assertThat(read(".rrd")).isEqualTo("pve-node-9.0/hp1:1700000000:1:2\npve-vm-9.0/100:1700000000:U\n");
    }

    @Test
    void valuesOfNodesAreShownByTheirVersions() {
        status.tell(1, true, null);
        status.tell(2, true, null, "tasklist", "kv/static-info");
        status.tell(3, true, null);
        assertThat(read(".version"))
                .endsWith(",\n\"kvstore\": {\n\"hp1\": {},\n\"hp2\": {\"kv/static-info\": 4, \"tasklist\": 4}}\n}\n");
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

    private final class Around implements StatusFiles.Services {
        @Override
        public @Nullable ActiveConfiguration configuration() {
            return clustered ? new Configuration() : null;
        }

        @Override
        public ClusterStatus status() {
            return status;
        }

        @Override
        public ClusterLog log() {
            return status;
        }
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
