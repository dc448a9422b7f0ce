package org.quorate.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node refuses before its framework starts. */
class NodeProgramTest {
    @TempDir
    Path folder;

    @Test
    void allErrorsOfTheConfigurationAreToldAtOnceAndNothingIsMade() throws IOException {
        Path config = config("127.0.0.1", 5405, "token: soon");
        Files.writeString(config, Files.readString(config).replace("version: 2", "version: 3"));
        Path home = folder.resolve("home");
        var refused = catchThrowableOfType(
                StartException.class,
                () -> NodeProgram.run(folder, List.of("--home", home.toString(), "--config", config.toString())));
        assertThat(refused.exitCode()).isEqualTo(StartException.CONFIGURATION);
        assertThat(refused.lines())
                .hasSize(2)
                .anyMatch(line -> line.contains("totem.version"))
                .anyMatch(line -> line.contains("totem.token") && line.contains("soon"));
        assertThat(home).doesNotExist();
    }

    @Test
    void anEncryptedClusterNeedsItsKeyBeforeANodeStartsUnlessADaemonHasTheRing() throws Exception {
        Path config = config("127.0.0.1", 5405, "");
        Files.writeString(
                config,
                Files.readString(config)
                        .replace("udpu", "knet")
                        .replace("crypto_cipher: none", "crypto_cipher: aes256")
                        .replace("crypto_hash: none", "crypto_hash: sha256"));
        assertThatThrownBy(() -> ConfigurationCheck.members(config, Optional.empty(), true))
                .isInstanceOfSatisfying(
                        StartException.class, e -> assertThat(e.exitCode()).isEqualTo(StartException.CONFIGURATION))
                .hasMessageContaining(config.resolveSibling("authkey") + " is missing");
        assertThat(ConfigurationCheck.members(config, Optional.empty(), false).localNodeId())
                .isOne();
    }

    @Test
    void aMissingConfigurationIsNamed() {
        assertThatThrownBy(() -> NodeProgram.run(folder, List.of("--home", folder.toString())))
                .isInstanceOfSatisfying(
                        StartException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
                .hasMessageContaining(folder.resolve("etc/corosync.conf").toString())
                .message()
                .hasLineCount(1);
    }

    @Test
    void anEngineIsOneOfThreeAndOnlyThatOfTheNodeNeedsItsAddresses() throws Exception {
        var home = folder.toString();
        assertThat(NodeOptions.of(List.of("--home", home)).hasOwnRing()).isTrue();
        assertThat(NodeOptions.of(List.of("--home", home, "--engine", "corosync"))
                        .hasOwnRing())
                .isFalse();
        assertThat(NodeOptions.of(List.of("--home", home, "--local")))
                .matches(options -> !options.isInCluster() && !options.hasOwnRing())
                .isEqualTo(NodeOptions.of(List.of("--home", home, "--engine", "local")));
        assertThatThrownBy(() -> NodeOptions.of(List.of("--home", home, "--local", "--engine", "totem")))
                .hasMessageContaining("only one of them");
        assertThatThrownBy(() -> NodeOptions.of(List.of("--home", home, "--engine", "corosnyc")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("--engine: found corosnyc, must be one of totem, corosync, local");
    }

    @Test
    void aPortInUseIsNamedWithTheNextStep() throws Exception {
        try (var taken = new DatagramSocket(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0))) {
            Path config = config("127.0.0.1", taken.getLocalPort(), "");
            var members = ConfigurationCheck.members(config, Optional.empty(), true);
            assertThatThrownBy(() -> ConfigurationCheck.bindable(members))
                    .isInstanceOfSatisfying(
                            StartException.class, e -> assertThat(e.exitCode()).isEqualTo(1))
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort() + " is in use")
                    .hasMessageContaining("mcastport");
        }
    }

    @Test
    void aHomeBelongsToOneProcessAndIsFreeAfterIt() throws Exception {
        var home = new HomeFolders(folder.resolve("home"));
        home.create();
        try (HomeLock _ = HomeLock.take(home)) {
            assertThat(home.run().resolve("quorate.pid"))
                    .hasContent(Long.toString(ProcessHandle.current().pid()));
        }
        assertThat(home.run().resolve("quorate.pid")).doesNotExist();
        HomeLock.take(home).close();
    }

    @Test
    void aFolderThatCannotBeMadeIsNamedWithTheReason() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> new HomeFolders(file.resolve("home")).create())
                .isInstanceOfSatisfying(
                        StartException.class, e -> assertThat(e.exitCode()).isEqualTo(1))
                .hasMessageContaining("cannot be written (")
                .hasMessageContaining("--home");
    }

    private Path config(String address, int port, String totem) throws IOException {
        return Files.writeString(folder.resolve("corosync.conf"), """
                totem {
                    version: 2
                    cluster_name: test
                    transport: udpu
                    crypto_cipher: none
                    crypto_hash: none
                    interface {
                        linknumber: 0
                        mcastport: %d
                    }
                    %s
                }
                nodelist {
                    node {
                        name: n1
                        nodeid: 1
                        ring0_addr: %s
                    }
                }
                quorum {
                    provider: corosync_votequorum
                }
                """.formatted(port, totem, address));
    }
}
