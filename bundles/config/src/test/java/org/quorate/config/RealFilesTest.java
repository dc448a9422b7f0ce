package org.quorate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of real clusters are judged as corosync 3.1.7 judges them, but with all reasons at once. */
class RealFilesTest {
    private static final String NEITHER = ", must be \"name {\", \"}\", \"key: value\" or a comment; ";

    static Stream<Arguments> accepted() {
        return Stream.of(
                arguments(1, "knet", List.of()),
                arguments(2, "knet", List.of()),
                arguments(3, "knet", List.of()),
                arguments(5, "udpu", List.of(7)),
                arguments(6, "udpu", List.of(10)),
                arguments(9, "udpu", List.of(11)),
                arguments(10, "udpu", List.of(8)),
                arguments(11, "udpu", List.of()),
                arguments(12, "udpu", List.of(8)),
                arguments(13, "udpu", List.of(9)));
    }

    @ParameterizedTest(name = "file {0} is accepted with transport {1} and warnings in lines {2}")
    @MethodSource("accepted")
    void acceptedFilesAreThoseThatCorosyncAccepts(int number, String transport, List<Integer> lines) throws Exception {
        Path file = TestFiles.real(number);
        var config = ClusterConfig.load(file);
        assertThat(config.totem().transport()).isEqualTo(transport);
        assertThat(config.nodes()).isNotEmpty();
        assertThat(config.warnings()).hasSameSizeAs(lines);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(config.warnings().get(i))
                    .startsWith(file + ":" + lines.get(i) + ": totem.interface.bindnetaddr");
        }
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments(4, List.of(": totem.version: is missing, must be 2;", ":1: found \"....\"" + NEITHER)),
                arguments(7, List.of(":9: nodelist.node.name: is missing", ":14: nodelist.node.name: is missing")),
                arguments(
                        14,
                        List.of(
                                ":54: nodelist.node.nodeid: is missing, and is needed with knet, encryption or several links",
                                ":57: nodelist.node.nodeid: is missing",
                                ":60: nodelist.node.nodeid: is missing")),
                arguments(
                        15,
                        List.of(
                                ":5: totem.window_size: found \"500     # default 50; increase for bigger batches\", must be a number",
                                ":6: totem.max_messages: found \"50     # default 17; increase for bigger batches\", must be a number")),
                arguments(
                        16,
                        List.of(
                                ":56: nodelist.node.nodeid: found \"2\", is the node id of the node in line 50, too",
                                ":60: nodelist.node.nodeid: found \"2\"",
                                ":64: nodelist.node.nodeid: found \"2\"",
                                ":68: nodelist.node.nodeid: found \"2\"")),
                arguments(
                        17,
                        List.of(
                                ":2: found \"compatybility whitetank\"" + NEITHER,
                                ":56: totem.transport: found \"udpu\", needs a nodelist, and there is none")),
                arguments(
                        22,
                        List.of(
                                ":1: found \"---\"" + NEITHER,
                                ":2: found \"mds\"",
                                ":3: found \"---\"",
                                ":4: found \"pcs auth mds2.local\"",
                                ":5: found \"pcs cluster setup",
                                ":6: found \"--addr0",
                                ":8: found \"pcs auth mds1.local\"",
                                ":9: found \"pcs cluster node add mds1.local\"")));
    }

    @ParameterizedTest(name = "file {0} is refused: {1}")
    @MethodSource("refused")
    void refusedFilesAreThoseThatCorosyncRefuses(int number, List<String> reasons) {
        Path file = TestFiles.real(number);
        assertThatThrownBy(() -> ClusterConfig.load(file)).isInstanceOfSatisfying(ConfigurationException.class, e -> {
            assertThat(e.problems()).hasSameSizeAs(reasons);
            for (int i = 0; i < reasons.size(); i++) {
                assertThat(e.problems().get(i)).asString().startsWith(file + reasons.get(i));
            }
        });
    }

    static Stream<Arguments> multicast() {
        return Stream.of(arguments(18, "knet"), arguments(19, "udp"), arguments(20, "udp"), arguments(21, "udp"));
    }

    @ParameterizedTest(name = "file {0} has no nodelist, and is accepted here with transport {1} and a warning")
    @MethodSource("multicast")
    void oldFilesWithoutNodelistAreAccepted(int number, String transport) throws Exception {
        var config = ClusterConfig.load(TestFiles.real(number));
        assertThat(config.nodes()).isEmpty();
        assertThat(config.totem().transport()).isEqualTo(transport);
        assertThat(config.warnings()).singleElement().asString().contains("totem.transport: is not given");
    }

    @Test
    void encryptionAndTwoRingsOfCorosyncTwoAreTakenOverLinks() throws Exception {
        var encrypted = ClusterConfig.load(TestFiles.real(8));
        assertThat(encrypted.totem().cryptoCipher()).isEqualTo("aes256");
        assertThat(encrypted.totem().netMtuBytes()).isEqualTo(65536);
        assertThat(encrypted.warnings())
                .hasSize(3)
                .anyMatch(
                        w -> w.contains(
                                ":18: totem.transport: found \"udpu\", has encryption between Quorate nodes only: corosync refuses that"))
                .anyMatch(w -> w.contains(":4: totem.rrp_mode: found \"passive\", is of corosync 2 and means nothing"))
                .anyMatch(w -> w.contains("bindnetaddr"));
        String named = TestFiles.text(TestFiles.real(7))
                .replace("nodeid: 1", "nodeid: 1\nname: a")
                .replace("nodeid: 2", "nodeid: 2\nname: b");
        var rings = ClusterConfig.parse(named, "c");
        assertThat(rings.totem().linkMode()).isEqualTo("passive");
        assertThat(rings.warnings())
                .anyMatch(w -> w.contains("totem.transport: found \"udpu\", has 2 links between Quorate nodes only"))
                .anyMatch(w -> w.contains("is of corosync 2 and taken for link_mode passive; write link_mode instead"));
        var active = ClusterConfig.parse(named.replace("rrp_mode: passive", "rrp_mode: active"), "c");
        assertThat(active.totem().linkMode()).isEqualTo("active");
        String both = named.replace("rrp_mode: passive", "rrp_mode: passive\nlink_mode: rr");
        assertThat(ClusterConfig.parse(both, "c").totem().linkMode()).isEqualTo("rr");
        assertThat(TestFiles.problems(named.replace("rrp_mode: passive", "rrp_mode: none")))
                .containsExactly(
                        ":6: totem.rrp_mode: found \"none\", must be passive or active, since there are 2 rings; set it, or link_mode instead of it, or remove a ring");
    }

    @Test
    void whereCorosyncThreeCouldNotBeAMemberTheRingnumberIsThatOfALink() throws Exception {
        String notes = TestFiles.text(TestFiles.real(22));
        String two = notes.substring(notes.indexOf("totem {"))
                .replace("ring0_addr: 10.128.0.11", "name: a\nring0_addr: 10.128.0.11\nring1_addr: 10.73.10.11")
                .replace("ring0_addr: 10.128.0.12", "name: b\nring0_addr: 10.128.0.12\nring1_addr: 10.73.10.12");
        assertThat(ClusterConfig.parse(two, "c").totem().options())
                .containsEntry("interface.0.mcastaddr", "226.94.0.1")
                .containsEntry("interface.1.mcastaddr", "226.94.1.1")
                .containsEntry("interface.1.mcastport", "64225");
    }

    static Stream<Path> all() {
        return TestFiles.real().stream();
    }

    @Test
    void allTwentyTwoFilesAreHere() {
        assertThat(TestFiles.real()).hasSize(22);
    }

    @ParameterizedTest
    @MethodSource("all")
    void anUnchangedFileIsWrittenBackByteForByte(Path file, @TempDir Path folder) throws Exception {
        CorosyncConf document = ConfReading.of(file).document();
        Path copy = folder.resolve("copy.conf");
        document.write(copy);
        assertThat(copy).hasSameBinaryContentAs(file);
        assertThat(folder.resolve("copy.conf.new")).doesNotExist();
        assertThat(document).hasToString(Files.readString(file));
    }

    @Test
    void afterMendingTheFirstErrorTheNextIsTheOneCorosyncFinds() {
        String mended = TestFiles.text(TestFiles.real(4)).replaceFirst("\\.\\.\\.\\.\n", "");
        assertThat(TestFiles.problems(mended)).singleElement().asString().startsWith(": totem.version: is missing");
    }

    @Test
    void filesThatOnlyNeededOneCorrectionLoadAfterIt() throws Exception {
        String comments = TestFiles.text(TestFiles.real(15)).replaceAll(" +# default.*", "");
        assertThat(ClusterConfig.parse(comments, "c").totem().windowSize()).isEqualTo(500);
        String notes = TestFiles.text(TestFiles.real(22));
        var udp = ClusterConfig.parse(notes.substring(notes.indexOf("totem {")), "c");
        assertThat(udp.totem().transport()).isEqualTo("udp");
        // link 0 has the group of the second section, since ringnumber says nothing to corosync 3
        assertThat(udp.totem().options()).containsEntry("interface.0.mcastaddr", "226.94.1.1");
        assertThat(udp.warnings()).anyMatch(w -> w.contains("ringnumber")).anyMatch(w -> w.contains("rrp_mode"));
        String plain = TestFiles.text(TestFiles.real(8))
                .replace("secauth: on", "secauth: off")
                .replaceAll(" crypto_.*\n", "");
        assertThat(ClusterConfig.parse(plain, "c").totem().encrypted()).isFalse();
    }
}
