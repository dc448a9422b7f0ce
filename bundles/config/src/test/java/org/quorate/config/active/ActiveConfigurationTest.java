package org.quorate.config.active;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.config.ActiveConfiguration;
import org.quorate.config.ConfigurationException;
import org.quorate.node.NodeHome;
import org.quorate.node.NodeIdentity;

class ActiveConfigurationTest {
    private static final String ONE_NODE = """
            totem {
              version: 2
              secauth: on
            }
            nodelist {
              node {
                ring0_addr: 127.0.0.1
                name: n1
                nodeid: 1
              }
            }
            """;

    private final FakeFramework framework = new FakeFramework();
    private final List<String> log = new ArrayList<>();
    private final Logger logger = Logger.getLogger(FileConfiguration.class.getName());
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            log.add(entry.getLevel() + " " + entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }

    private NodeHome home(String text, String name) throws Exception {
        Path file = Files.writeString(folder.resolve("corosync.conf"), text);
        Files.write(folder.resolve("authkey"), new byte[128]);
        return new NodeHome(folder, file, Optional.of(name), Optional.empty());
    }

    @Test
    void aGoodConfigurationIsAServiceUntilItsComponentGoes() throws Exception {
        var component = new FileConfiguration(framework.context(Map.of()), home(ONE_NODE, "n1"));
        assertThat(framework.services).hasSize(2).contains(new NodeIdentity(1, "n1"));
        assertThat(framework.services.getFirst()).isInstanceOfSatisfying(ActiveConfiguration.class, active -> {
            assertThat(active.cluster().nodes()).hasSize(1);
            assertThat(active.members().localNodeId()).isEqualTo(1);
        });
        assertThat(log)
                .singleElement()
                .asString()
                .startsWith("INFO configuration ")
                .endsWith("this is node 1 (n1) of 1");
        component.close();
        assertThat(framework.services).isEmpty();
    }

    @Test
    void aBadConfigurationIsToldInTheLogAndIsNoService() throws Exception {
        var component = new FileConfiguration(
                framework.context(Map.of()),
                home(ONE_NODE.replace(": 2", ": 3").replace("secauth: on", "secauth: maybe"), "n1"));
        assertThat(framework.services).isEmpty();
        assertThat(log).hasSize(2).allMatch(line -> line.startsWith("SEVERE " + folder.resolve("corosync.conf")));
        component.close();
    }

    @Test
    void aNodeInNoClusterHasNoConfigurationAndIsNode0() throws Exception {
        var home = home("not read", "hp1.example.org");
        var component = new FileConfiguration(framework.context(Map.of("quorate.engine", "local")), home);
        assertThat(framework.services).isEmpty();
        var identity = new LocalIdentity(framework.context(Map.of()), home);
        assertThat(framework.services).containsExactly(new NodeIdentity(0, "hp1"));
        identity.close();
        component.close();
        assertThat(framework.services).isEmpty();
        assertThat(log).isEmpty();
    }

    @Test
    void aFileThatIsReadAgainIsUsedAndThoseWhoUseItAreTold() throws Exception {
        var home = home(ONE_NODE, "n1");
        var component = new FileConfiguration(framework.context(Map.of()), home);
        var active = (ActiveConfiguration) framework.services.getFirst();
        Files.writeString(home.configFile(), ONE_NODE.replace("nodeid: 1", "nodeid: 1\nquorum_votes: 3"));
        active.reload();
        assertThat(active.members().local().votes()).isEqualTo(3);
        assertThat(framework.properties).containsExactly(new Hashtable<>(Map.of(ActiveConfiguration.RELOADS, 1L)));
        component.close();
    }

    @Test
    void aBadFileLeavesTheOneBeforeInUse() throws Exception {
        var home = home(ONE_NODE, "n1");
        var component = new FileConfiguration(framework.context(Map.of()), home);
        var active = (ActiveConfiguration) framework.services.getFirst();
        Files.writeString(home.configFile(), ONE_NODE.replace(": 2", ": 3").replace("secauth: on", "secauth: maybe"));
        assertThatThrownBy(active::reload)
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems()).hasSize(2));
        Files.writeString(home.configFile(), ONE_NODE.replace("nodeid: 1", "nodeid: 2"));
        assertThatThrownBy(active::reload).hasMessageContaining("but it runs as node 1");
        assertThat(active.members().localNodeId()).isEqualTo(1);
        assertThat(framework.properties).isEmpty();
        component.close();
    }

    @Test
    void whatIsDoneNowAndWhatAtTheNextStartIsTold() throws Exception {
        var home = home(ONE_NODE, "n1");
        var component = new FileConfiguration(framework.context(Map.of()), home);
        Files.writeString(home.configFile(), ONE_NODE.replace("version: 2", "version: 2\ntoken: 5000\nnetmtu: 9000"));
        ((ActiveConfiguration) framework.services.getFirst()).reload();
        assertThat(log)
                .contains("INFO configuration: at once: set token: 3000 -> 5000")
                .contains("WARNING configuration: at the next start: set netmtu: 65536 -> 9000");
        component.close();
    }

    @Test
    void aKeyThatIsTooShortIsRefusedBeforeAnythingChanges() throws Exception {
        var home = home(ONE_NODE, "n1");
        var component = new FileConfiguration(framework.context(Map.of()), home);
        var active = (ActiveConfiguration) framework.services.getFirst();
        Files.write(folder.resolve("authkey"), new byte[127]);
        Files.writeString(home.configFile(), ONE_NODE.replace("nodeid: 1", "nodeid: 1\nquorum_votes: 3"));
        assertThatThrownBy(active::reload).hasMessageContaining("authkey has 127 bytes; a key has 128 to 4096");
        assertThat(active.members().local().votes()).isOne();
        assertThat(active.refused()).singleElement().asString().contains("127 bytes");
        Files.write(folder.resolve("authkey"), new byte[200]);
        active.reload();
        assertThat(active.refused()).isEmpty();
        assertThat(log)
                .contains("INFO configuration: all together: send with encryption:"
                        + " aes256/sha256 -> aes256/sha256 with another key");
        component.close();
    }

    @Test
    void aDocumentReplacesTheFileAndItsRightsStay() throws Exception {
        var home = home(ONE_NODE, "n1");
        var rights = PosixFilePermissions.fromString("rw-------");
        Files.setPosixFilePermissions(home.configFile(), rights);
        var component = new FileConfiguration(framework.context(Map.of()), home);
        var active = (ActiveConfiguration) framework.services.getFirst();
        var text = ONE_NODE.replace("version: 2", "version: 2\nconfig_version: 7 ");
        assertThat(active.replace(text, "tree")).isTrue();
        assertThat(active.replace(text.replace("config_version: 7", "config_version: 6"), "tree"))
                .isFalse();
        assertThat(Files.readString(home.configFile())).isEqualTo(text);
        assertThat(Files.getPosixFilePermissions(home.configFile())).isEqualTo(rights);
        assertThat(active.cluster().configVersion()).isEqualTo(7);
        component.close();
    }

    @Test
    void aBadDocumentLeavesTheFileAsItIs() throws Exception {
        var home = home(ONE_NODE, "n1");
        var component = new FileConfiguration(framework.context(Map.of()), home);
        var active = (ActiveConfiguration) framework.services.getFirst();
        var text = ONE_NODE.replace("secauth: on", "crypto_cipher: aes512\nconfig_version: 2");
        assertThatThrownBy(() -> active.replace(text, "tree"))
                .hasMessageContaining("tree:3: totem.crypto_cipher: found \"aes512\", must be none, aes256,");
        assertThat(Files.readString(home.configFile())).isEqualTo(ONE_NODE);
        assertThat(active.refused()).singleElement().asString().startsWith("tree:3: ");
        component.close();
    }

    @Test
    void aPlanChangesNothing() throws Exception {
        var home = home(ONE_NODE, "n1");
        var component = new FileConfiguration(framework.context(Map.of()), home);
        var active = (ActiveConfiguration) framework.services.getFirst();
        var other = Files.writeString(folder.resolve("other"), ONE_NODE.replace("secauth: on", "token: 9000"));
        assertThat(active.plan(other).steps()).hasSizeGreaterThan(3);
        assertThat(active.cluster().totem().tokenMillis()).isEqualTo(3000);
        assertThat(framework.properties).isEmpty();
        component.close();
    }

    @Test
    void aMachineThatIsNotInTheNodelistGetsNoServiceEither() throws Exception {
        var component = new FileConfiguration(framework.context(Map.of()), home(ONE_NODE, "n2"));
        assertThat(framework.services).isEmpty();
        assertThat(log).singleElement().asString().contains("but the nodelist has n1");
        component.close();
    }

    @Test
    void theHomeIsWhatTheFrameworkPropertiesSay() {
        var all =
                Map.of("quorate.home", "/h", "quorate.config", "/c.conf", "quorate.name", "n1", "quorate.mount", "/m");
        var component = new FrameworkHome(framework.context(all));
        assertThat(framework.services)
                .containsExactly(
                        new NodeHome(Path.of("/h"), Path.of("/c.conf"), Optional.of("n1"), Optional.of(Path.of("/m"))));
        component.close();
        assertThat(framework.services).isEmpty();
    }

    @Test
    void theEngineIsAPropertyOfTheHome() {
        new FrameworkHome(framework.context(Map.of("quorate.home", "/h"))).close();
        new FrameworkHome(framework.context(Map.of("quorate.home", "/h", "quorate.engine", "corosync"))).close();
        assertThat(framework.properties)
                .extracting(properties ->
                        ((Dictionary<?, ?>) properties).get(NodeHome.ENGINE).toString())
                .containsExactly("totem", "corosync");
    }

    @Test
    void theConfigurationIsInTheHomeUnlessSaidOtherwise() {
        var component = new FrameworkHome(framework.context(Map.of("quorate.home", "/h", "quorate.name", "")));
        assertThat(framework.services)
                .containsExactly(new NodeHome(
                        Path.of("/h"), Path.of("/h/etc/corosync.conf"), Optional.empty(), Optional.empty()));
        component.close();
    }

    @Test
    void withoutTheRootThereIsNoHome() {
        new FrameworkHome(framework.context(Map.of("quorate.config", "/c.conf"))).close();
        assertThat(framework.services).isEmpty();
    }
}
