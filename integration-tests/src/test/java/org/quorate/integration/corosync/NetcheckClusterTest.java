package org.quorate.integration.corosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The members of a running cluster measure with each other, whoever of them is asked. */
class NetcheckClusterTest {
    private static final String COMMAND = "pvecm:netcheck --count 500";
    private static final int PAIRS = 3 * 2;
    private static final int LINKS = 2;

    @TempDir
    Path folder;

    @BeforeAll
    static void assume() throws IOException {
        Peers.assume();
    }

    @Test
    void allPairsAreMeasuredOnEachLinkAndAFaultIsNamedByANodeThatDoesNotHaveIt()
            throws IOException, InterruptedException {
        try (var cluster = new EngineCluster(folder, Collections.nCopies(3, EngineCluster.Engine.TOTEM))) {
            cluster.configure(Configuration.of(cluster.network()).withTotem("transport: knet", LINKS));
            for (var node : cluster.nodes()) {
                node.start();
            }
            cluster.awaitRing(3);
            var good = cluster.node(1).shell(COMMAND);
            assertThat(good.exitCode()).as(good.toString()).isZero();
            assertThat(count(good.output(), "(?m)^n\\d +n\\d +\\d +10\\..* 1500 "))
                    .isEqualTo(PAIRS * LINKS);

            cluster.network().drop(2, "way", "ip saddr " + cluster.network().address(1) + " udp dport 5412");
            var cut = cluster.node(3).shell(COMMAND + " --json");
            assertThat(cut.exitCode()).as(cut.toString()).isEqualTo(1);
            assertThat(count(cut.output(), "one_way")).as(cut.toString()).isEqualTo(1);
            assertThat(cut.output()).contains("one way only: nothing that n1 sends arrives at n2");

            var some = cluster.node(3).shell(COMMAND + " n2");
            assertThat(some.output())
                    .contains("ready for a cluster")
                    .contains("n3    n2")
                    .doesNotContain("n1");
            assertThat(cluster.node(1).shell(COMMAND + " n9").output())
                    .contains("there is no node n9; there are n1, n2, n3");
        }
    }

    private static long count(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().count();
    }
}
