package org.quorate.integration.corosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.quorate.integration.corosync.EngineCluster.Engine;
import org.quorate.integration.nodes.Await;

/** All nodes are over corosync daemons, which may be missing, die and come back. */
class DaemonEngineTest extends EngineContractTest {
    DaemonEngineTest() {
        super(Engine.COROSYNC, Engine.COROSYNC, Engine.COROSYNC);
    }

    @Test
    void whenItsDaemonDiesANodeIsReadOnlyUntilTheDaemonIsBack() throws Exception {
        var node = cluster().node(2);
        assertThat(node.shell("tree:mkdir /before").exitCode()).isZero();
        int from = node.log().length();
        try (var tour = cluster().tour("lost")) {
            cluster().daemon(2).kill();
            assertThat(tour.of(node).await("expelled ")).isEqualTo("corosync is lost");
        }
        Await.until("it has no quorum", () -> !isQuorate(2));
        assertThat(node.shell("tree:mkdir /refused").output()).contains("no quorum");
        assertThat(node.shell("tree:ls /").output()).contains("before");
        assertThat(cluster().node(1).shell("tree:mkdir /meanwhile").exitCode()).isZero();
        cluster().daemon(2).start();
        cluster().awaitRing(3);
        cluster().awaitOneTree();
        assertThat(node.shell("tree:ls /").output())
                .contains("before", "meanwhile")
                .doesNotContain("refused");
        var log = node.log().substring(from);
        assertThat(log.lines().filter(line -> line.contains("WARNING") && line.contains(" corosync: ")))
                .singleElement()
                .asString()
                .contains("corosync: the daemon does not answer (")
                .contains("start it (systemctl start corosync), this node comes back by itself");
        assertThat(log).contains("corosync: connected, as node 2");
        node.shell("tree:rm /before");
        node.shell("tree:rm /meanwhile");
    }

    @Test
    void aNodeThatIsStartedBeforeItsDaemonWaitsForIt() throws Exception {
        cluster().kill(3);
        var node = cluster().node(3);
        int from = node.log().length();
        node.start();
        Await.until(
                "it says what it waits for",
                () -> node.log().substring(from).contains("corosync: the daemon does not answer"));
        Await.until("it answers", () -> node.status("phase").equals("GATHER"));
        cluster().whole();
    }

    @Test
    void aLibraryThatIsMissingIsNamedAndLookedForAgain() throws Exception {
        var library = Pattern.compile("=> (/\\S*libvotequorum\\.so\\.8)")
                .matcher(Command.of("ldconfig", "-p").output());
        assertThat(library.find()).isTrue();
        var node = cluster().node(1);
        node.stop();
        int from = node.log().length();
        node.startAfter("mount --bind /dev/null " + library.group(1));
        Await.until(
                "it names the package",
                () -> node.log()
                        .substring(from)
                        .contains(
                                "corosync: the library libvotequorum.so.8 is missing or cannot be loaded; install the package"
                                        + " libvotequorum8"));
        assertThat(node.inMounts("umount", library.group(1)).exitCode()).isZero();
        cluster().awaitRing(3);
        cluster().awaitOneTree();
        node.stop();
    }

    @Test
    void aNodeThatDiesWithoutItsDaemonIsAProcessThatIsDown() throws Exception {
        try (var tour = cluster().tour("process")) {
            var gone = tour.of(cluster().node(3)).self();
            cluster().node(3).kill();
            var other = tour.of(cluster().node(1));
            Await.until(
                    "the others hear of it",
                    () -> other.changes(0).stream().anyMatch(line -> line.contains(" left " + gone + ":5")));
        }
    }

    @Test
    void aNodeThatStopsInOrderLeavesItsGroups() throws Exception {
        try (var tour = cluster().tour("goodbye")) {
            var gone = tour.of(cluster().node(3)).self();
            cluster().node(3).stop();
            var other = tour.of(cluster().node(1));
            Await.until(
                    "the others hear of it",
                    () -> other.changes(0).stream().anyMatch(line -> line.contains(" left " + gone + ":2")));
        }
    }
}
