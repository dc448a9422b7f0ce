package org.quorate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples that operators have copied from handbooks for years. */
class HandbookExamplesTest {
    static Stream<Arguments> examples() {
        return Stream.of(
                arguments("seeds-separate-network.conf", 3, List.of(0)),
                arguments("seeds-host-names.conf", 3, List.of(0)),
                arguments("seeds-addresses.conf", 3, List.of(0)),
                arguments("seeds-two-rings.conf", 2, List.of(0, 1)),
                arguments("seeds-two-rings-addresses.conf", 2, List.of(0, 1)),
                arguments("seeds-flat-host-names.conf", 3, List.of(0)),
                arguments("seeds-flat-addresses.conf", 3, List.of(0)),
                arguments("seeds-flat-two-links.conf", 3, List.of(0, 1)));
    }

    @ParameterizedTest(name = "{0} loads with {1} nodes on links {2}")
    @MethodSource("examples")
    void examplesLoadAsEncryptedKnetClusters(String name, int nodes, List<Integer> links) throws Exception {
        var config = ClusterConfig.load(TestFiles.resource(name));
        assertThat(config.totem().transport()).isEqualTo("knet");
        assertThat(config.totem().cryptoCipher()).isEqualTo("aes256");
        assertThat(config.totem().cryptoHash()).isEqualTo("sha256");
        assertThat(config.nodes()).hasSize(nodes);
        assertThat(config.nodes())
                .allSatisfy(node -> assertThat(node.ringAddresses()).containsOnlyKeys(links));
    }

    @Test
    void everyExampleIsNamedAbove() {
        assertThat(TestFiles.handbook()).hasSize((int) examples().count());
    }

    @Test
    void twoRingsOfCorosyncTwoAreTwoLinksWithAWordAboutTheOldKeys() throws Exception {
        var config = ClusterConfig.load(TestFiles.resource("seeds-two-rings.conf"));
        assertThat(config.nodes().getFirst().ringAddresses())
                .containsEntry(0, "coro0-62")
                .containsEntry(1, "coro1-62");
        assertThat(config.totem().linkMode()).isEqualTo("passive");
        assertThat(config.warnings())
                .anyMatch(
                        w -> w.contains(
                                "rrp_mode: found \"passive\", is of corosync 2 and taken for link_mode passive; write link_mode"));
    }
}
