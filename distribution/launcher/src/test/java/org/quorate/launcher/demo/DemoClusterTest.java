package org.quorate.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quorate.config.ClusterConfig;
import org.quorate.launcher.StartException;
import org.quorate.launcher.Transports;

class DemoClusterTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 32})
    void theConfigurationIsAnOrdinaryOneWithoutAWarning(int nodes) throws Exception {
        Path file =
                Files.writeString(folder.resolve("corosync.conf"), DemoConfig.text(nodes, "udpu", new DemoNet(44, 7)));
        var config = ClusterConfig.load(file);
        assertThat(config.warnings()).isEmpty();
        assertThat(config.nodes()).hasSize(nodes);
        assertThat(config.nodes().getLast().ringAddresses()).containsEntry(0, "127.44.7." + nodes);
        assertThat(config.totem().transport()).isEqualTo("udpu");
        assertThat(config.totem().encrypted()).isFalse();
    }

    @Test
    void eachTransportCanBeChosenAndNoOther() throws Exception {
        for (var transport : Transports.NAMES) {
            var options = options("--transport", transport);
            var text = DemoConfig.text(3, options.transport(), new DemoNet(44, 7));
            assertThat(ClusterConfig.parse(text, "c").totem().transport()).isEqualTo(transport);
        }
        assertThatThrownBy(() -> options("--transport", "sctp"))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("--transport: found sctp, must be one of udpu, knet, udp");
    }

    @Test
    void eachHomeHasACopyAndASecondStartKeepsThem() throws Exception {
        var first = DemoCluster.prepare(options("--nodes", "2"));
        assertThat(first.fresh()).isTrue();
        assertThat(first.nodes()).extracting(DemoNode::name).containsExactly("n1", "n2");
        String written = Files.readString(first.nodes().getLast().config());
        assertThat(written).isEqualTo(Files.readString(first.config()));

        var second = DemoCluster.prepare(options());
        assertThat(second.fresh()).isFalse();
        assertThat(second.nodes()).hasSize(2);
        assertThat(Files.readString(second.nodes().getFirst().config())).isEqualTo(written);
    }

    @Test
    void anotherNumberOfNodesNeedsAnotherFolder() throws Exception {
        DemoCluster.prepare(options("--nodes", "2"));
        assertThatThrownBy(() -> DemoCluster.prepare(options("--nodes", "3")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("has 2 nodes")
                .hasMessageContaining("--dir");
    }

    @Test
    void twoDemosGetTwoNets() throws StartException {
        var random = new Random(1);
        assertThat(DemoNet.free(3, random)).isNotEqualTo(DemoNet.free(3, random));
    }

    @Test
    void aProcessIdOfSomethingElseIsNotANode() throws Exception {
        var node = DemoCluster.prepare(options("--nodes", "1")).nodes().getFirst();
        Files.createDirectories(node.home().resolve("run"));
        Files.writeString(
                node.home().resolve("run/quorate.pid"), ProcessHandle.current().pid() + "\n");
        assertThat(node.process()).isEmpty();
    }

    @Test
    void aTransportOfALaterVersionIsRefused() {
        assertThatThrownBy(() -> options("--transport", "udp"))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("knet");
    }

    @Test
    void aNodeHasJoinedWhenAllAreThereAndItsTreeIsInStep() {
        var state = DemoState.parse("pid=1\nring=1.4\nmembers=1,2,3\nquorate=yes\ntree=synced\nmounted=no\n");
        assertThat(state.joined(3)).isTrue();
        assertThat(state.joined(4)).isFalse();
        assertThat(DemoState.parse("ring=none\nmembers=\nquorate=no\n").joined(3))
                .isFalse();
    }

    private DemoOptions options(String... words) throws StartException {
        var all = new java.util.ArrayList<>(List.of("--dir", folder.toString()));
        all.addAll(List.of(words));
        return DemoOptions.of(all);
    }
}
