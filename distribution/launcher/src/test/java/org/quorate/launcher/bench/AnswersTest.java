package org.quorate.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.config.AuthKey;
import org.quorate.config.ClusterConfig;
import org.quorate.launcher.StartException;

class AnswersTest {
    @Test
    void theLastLineOfPairsCounts() throws StartException {
        var answer = KeyValues.parse("note: a=1\nnode=2 msgs_s=1500 mb_s=1.5 gc_ms=1,2\n\ndone\n");
        assertThat(answer.number("msgs_s")).isEqualTo(1500);
        assertThat(answer.numbers("gc_ms")).containsExactly(1.0, 2.0);
        assertThat(answer.numbers("other")).isEmpty();
        assertThatThrownBy(() -> answer.number("p50_us"))
                .hasMessageContaining("p50_us=NUMBER")
                .hasMessageContaining("msgs_s=1500");
    }

    @Test
    void theThroughputOfARunIsTheMeanOfItsNodes() throws StartException {
        var result = QuorateNodes.throughput(
                List.of(
                        KeyValues.parse("msgs_s=100 mb_s=1 cpu=0.5 gc_ms=5"),
                        KeyValues.parse("msgs_s=200 mb_s=2 cpu=0.25 gc_ms="),
                        KeyValues.parse("msgs_s=300 mb_s=3 cpu=0.25")),
                "cpu");
        assertThat(result.messages()).isEqualTo(200);
        assertThat(result.megabytes()).isEqualTo(2);
        assertThat(result.gcMillis()).containsExactly(5.0);
        assertThat(result.cores()).isEqualTo(1);
        assertThat(result.cpuSecondsPerGigabyte()).hasValue(500);
    }

    @Test
    void whereNothingIsDeliveredItHasNoPrice() throws StartException {
        var result = QuorateNodes.throughput(List.of(KeyValues.parse("msgs_s=0 mb_s=0 daemon_cpu=0.1")), "daemon_cpu");
        assertThat(result.cpuSecondsPerGigabyte()).isEmpty();
    }

    @Test
    void theMemoryOfAProcessIsWhatTheKernelSays() throws StartException {
        var memory = Memory.parse(List.of("Name:\tjava", "VmHWM:\t  250000 kB", "VmRSS:\t  125000 kB"));
        assertThat(memory.now()).isEqualTo(128);
        assertThat(memory.peak()).isEqualTo(256);
        assertThatThrownBy(() -> Memory.parse(List.of("Name:\tjava"))).hasMessageContaining("VmRSS:");
    }

    @Test
    void corosyncIsUpWhenItsToolSaysSo() throws StartException {
        String text = """
                Quorum information
                ------------------
                Nodes:            3
                Node ID:          1
                Quorate:          Yes
                """;
        assertThat(CorosyncNodes.quorate(text, 3)).isTrue();
        assertThat(CorosyncNodes.quorate(text, 2)).isFalse();
        assertThat(CorosyncNodes.quorate(text.replace("Yes", "No"), 3)).isFalse();
        assertThat(CorosyncNodes.ring("Node ID:          1\nRing ID:          1.2a\n"))
                .isEqualTo("1.2a");
        assertThat(CorosyncTools.version("Corosync Cluster Engine, version '3.1.7'\nCopyright ..."))
                .isEqualTo("3.1.7");
    }

    @Test
    void ourConfigurationIsAnOrdinaryOneWithTheTokenTimeoutOfThePeer() throws Exception {
        var network = Network.Loopback.free(4);
        var config = ClusterConfig.parse(
                BenchConfig.text(network, Wire.USUAL, List.of(1, 2, 3, 4), Optional.empty()), "corosync.conf");
        assertThat(config.warnings()).isEmpty();
        assertThat(config.nodes()).hasSize(4);
        assertThat(config.totem().tokenMillis()).isEqualTo(BenchConfig.TOKEN_MILLIS + 2 * 650);
        assertThat(config.totem().options()).containsEntry("interface.0.mcastport", Integer.toString(network.port()));
        assertThat(config.totem().encrypted()).isFalse();
    }

    @Test
    void anEncryptedRunHasAKeyBesideEachConfiguration(@TempDir Path folder) throws Exception {
        var wire = Wire.of("bench", "knet", "aes256/sha256", true);
        Path file = folder.resolve("corosync.conf");
        Path other = Files.createDirectories(folder.resolve("n1/etc")).resolve("corosync.conf");
        var key = ClusterKey.make(folder);
        key.copyBeside(other);
        var config = ClusterConfig.parse(
                BenchConfig.text(Network.Loopback.free(3), wire, List.of(1, 2, 3), Optional.empty()), "corosync.conf");
        assertThat(config.totem().transport()).isEqualTo("knet");
        assertThat(config.totem().encrypted()).isTrue();
        assertThat(AuthKey.read(config, file).orElseThrow().warning()).isEmpty();
        assertThat(AuthKey.read(config, other).orElseThrow().bytes())
                .hasSize(256)
                .isEqualTo(Files.readAllBytes(key.file()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key.file())))
                .isEqualTo("r--------");
    }
}
