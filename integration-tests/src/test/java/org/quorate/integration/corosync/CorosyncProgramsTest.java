package org.quorate.integration.corosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quorate.integration.nodes.Await;

/** Our {@code corosync-cfgtool} and the others beside the real ones, in a ring of real nodes 1 and 3 and ours, which is 2. */
class CorosyncProgramsTest {
    private static final int OURS = 2;

    /** Ours has 14 bytes of header in a packet, the real one takes off 26. */
    private static final int MORE_DATA_BYTES = 12;

    @TempDir
    Path folder;

    @BeforeAll
    static void assume() throws IOException {
        Peers.assume();
    }

    @ParameterizedTest
    @ValueSource(strings = {"knet", "udpu", "udp"})
    void eachLineAndEachExitCodeIsThatOfTheRealProgram(String transport) throws Exception {
        try (var cluster = new MixedCluster(folder, 3, OURS)) {
            cluster.configure(Configuration.of(cluster.network())
                    .withTotem("transport: " + transport, transport.equals("knet") ? 2 : 1));
            cluster.whole();
            Await.until(
                    "links and MTU are known alike", () -> links(cluster, "-n").equals(expected(cluster, "-n")));
            assertThat(links(cluster, "-s")).isEqualTo(expected(cluster, "-s"));
            for (var options : List.of("-h", "-x", "-a 3", "-a 9", "-a x", "-k 9", "-k 0", "--help", "-b")) {
                assertSame(cluster, "corosync-cfgtool " + options);
            }
            for (var options :
                    List.of("-s", "-l", "-i", "-siH", "-p", "-o n", "-o x", "-h", "-V", "-e 0", "-v x", "-e 3")) {
                assertSame(cluster, "corosync-quorumtool " + options);
            }
            for (var options : List.of(
                    "totem.",
                    "quorum.",
                    "nodelist.node",
                    "nope",
                    "-g totem.token",
                    "-qg totem.token",
                    "-g nope",
                    "-m foo")) {
                assertSame(cluster, "corosync-cmapctl " + options);
            }
            assertThat(cluster.ours().shell("ring:matrix").output()).contains("n1 tells nothing", "n3 tells nothing");
            assertThat(ours(cluster, "corosync-cfgtool -R")).contains("Done");
            Await.until("all read it again", () -> cluster.real(0).log().contains("reload requested by node 2"));
            assertThat(ours(cluster, "corosync-cfgtool -k 3")).endsWith("Killing node 3\n");
            cluster.awaitRing(2);
        }
    }

    /** What does not depend on who is asked. */
    private static void assertSame(MixedCluster cluster, String words) throws Exception {
        var real = cluster.real(0).ask(words.split(" "));
        var ours = cluster.ours().tool(words.split(" "));
        assertThat(neutral(ours.output())).as(words).isEqualTo(neutral(real.output()));
        assertThat(ours.exitCode()).as(words).isEqualTo(real.exitCode());
    }

    private static String neutral(String text) {
        return text.replaceAll("(Date|Node ID): .*", "$1:").replace(" (local)", "");
    }

    private static String ours(MixedCluster cluster, String words) throws Exception {
        return cluster.ours().tool(words.split(" ")).output();
    }

    private static String links(MixedCluster cluster, String option) throws Exception {
        return local(ours(cluster, "corosync-cfgtool " + option));
    }

    /** What the real program of node 1 would say at node 2. */
    private static String expected(MixedCluster cluster, String option) {
        var text = cluster.real(0).ask("corosync-cfgtool", option).output();
        for (int link = 0; link < 2; link++) {
            text = text.replace(cluster.network().address(1, link), "<1>")
                    .replace(
                            cluster.network().address(OURS, link),
                            cluster.network().address(1, link))
                    .replace("<1>", cluster.network().address(OURS, link));
        }
        text = text.replaceAll("(nodeid: +|ID )1(?=[:, ])(?! udp| \n)", "$1<1>")
                .replaceAll("nodeid:( +)2", "nodeid:$11")
                .replace("<1>", "2");
        var lines = new ArrayList<>(text.lines().toList());
        for (int i = 0; i + 1 < lines.size(); i++) {
            if (lines.get(i).contains("nodeid:          2:")) {
                lines.add(i, lines.remove(i + 1)); // node 1 stands before node 2
                i++;
            }
        }
        return local(
                lines.stream().map(CorosyncProgramsTest::withOurBytes).collect(Collectors.joining("\n", "", "\n")));
    }

    private static String withOurBytes(String line) {
        int at = line.lastIndexOf("mtu: ");
        boolean knet = line.contains(" udp (");
        return at < 0 || !knet
                ? line
                : line.substring(0, at) + "mtu: " + (Integer.parseInt(line.substring(at + 5)) + MORE_DATA_BYTES);
    }

    /** Without knet, corosync 3.1.7 shows the address of the last node as its own. */
    private static String local(String text) {
        return text.contains("transport knet") ? text : text.replaceAll("addr\t= .*", "addr\t= ");
    }
}
