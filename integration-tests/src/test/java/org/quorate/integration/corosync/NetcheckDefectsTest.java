package org.quorate.integration.corosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quorate.integration.nodes.Program;

/** What is wrong with a network is found and named, by machines that are no cluster yet. */
class NetcheckDefectsTest {
    /** Of the next network: what belongs to one goes a moment after its namespaces. */
    private static final AtomicInteger NUMBER = new AtomicInteger(60);

    private static final String PORT = "udp dport 5412";

    @TempDir
    Path folder;

    private int number;
    private Network network;
    private NetcheckRun netcheck;

    @BeforeAll
    static void assume() throws IOException {
        Peers.assume();
    }

    @BeforeEach
    void make() {
        number = NUMBER.getAndIncrement();
        network = new Network(number, 3);
        netcheck = new NetcheckRun(network, folder);
    }

    @AfterEach
    void remove() {
        network.close();
    }

    @Test
    void aGoodNetworkIsReady() throws IOException, InterruptedException {
        var result = netcheck.ask("--multicast");
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.output())
                .contains("The network is ready for a cluster.")
                .contains("1500");
        assertThat(netcheck.listener()).contains("The network is ready for a cluster.");
    }

    @Test
    void aGoodNetworkIsReadyForAllOfAFile() throws IOException, InterruptedException {
        for (var result : netcheck.mesh("--json")) {
            assertThat(result.exitCode()).as(result.toString()).isZero();
            assertThat(result.output())
                    .contains("\"ready\": true")
                    .contains("{\"from\": \"n1\", \"to\": \"n2\", \"link\": 0");
        }
    }

    @Test
    void nobodyAnswersAWrongCode() throws IOException, InterruptedException {
        failed(netcheck.askWrongly(), "answers ping, but nothing comes through on UDP port 5412");
        assertThat(netcheck.listener()).doesNotContain("Verdict");
    }

    @Test
    void nobodyListens() throws IOException, InterruptedException {
        failed(netcheck.askNobody(), "says that nobody listens on UDP port 5412");
    }

    @Test
    void twoPercentAreLost() throws IOException, InterruptedException {
        network.lose(2, 2);
        var result = netcheck.ask();
        failed(result, "are lost, of which less than 1 % may be");
        assertThat(result.output()).doesNotContain("packets a second, hardly");
    }

    @Test
    void oneDirectionIsCut() throws IOException, InterruptedException {
        network.drop(2, "way", "ip saddr " + network.address(1) + " udp dport 5412");
        var results = netcheck.mesh();
        failed(results.get(0), "n1 -> n2, link 0: one way only: nothing that n1 sends arrives at n2");
        failed(results.get(1), "answers ping, but nothing comes through");
    }

    @Test
    void largePacketsVanish() throws IOException, InterruptedException {
        network.drop(2, "large", "meta length > 1400");
        failed(netcheck.ask(), "packets above 1400 bytes do not arrive, though the interface takes 1500");
    }

    @Test
    void thePortIsBlocked() throws IOException, InterruptedException {
        network.drop(2, "port", PORT);
        failed(netcheck.ask(), "answers ping, but nothing comes through on UDP port 5412");
    }

    @Test
    void theMachineIsNotThere() throws IOException, InterruptedException {
        network.drop(2, "machine", "ip saddr " + network.address(1));
        failed(netcheck.ask(), "its machine does not answer ping");
    }

    @Test
    void theFirewallOfTheMachineItselfIsInTheWay() throws IOException, InterruptedException {
        network.forbid(1, PORT);
        failed(netcheck.ask(), "itself does not let packets out");
    }

    @Test
    void roundTripsTakeMoreThanFiveMilliseconds() throws IOException, InterruptedException {
        try (var _ = wire(3_500, 0, 0, 0)) {
            failed(netcheck.ask(), "more than 5 ms: it may do for two or three nodes");
        }
    }

    @Test
    void roundTripsTakeMoreThanTenMilliseconds() throws IOException, InterruptedException {
        try (var _ = wire(8_000, 0, 0, 0)) {
            failed(netcheck.ask(), "more than 10 ms: no cluster of more than three nodes works so");
        }
    }

    @Test
    void roundTripsDiffer() throws IOException, InterruptedException {
        try (var _ = wire(200, 100_000, 20, 0)) {
            var result = netcheck.ask();
            failed(result, "round trips differ");
            assertThat(result.output()).doesNotContain("a round trip takes");
        }
    }

    @Test
    void packetsOvertakeEachOther() throws IOException, InterruptedException {
        try (var _ = wire(200, 2_500, 5, 0)) {
            assertThat(netcheck.ask().output())
                    .contains("are overtaken by later ones")
                    .contains("balance-rr");
        }
    }

    @Test
    void packetsArriveTwice() throws IOException, InterruptedException {
        try (var _ = wire(0, 0, 0, 10)) {
            assertThat(netcheck.ask().output()).contains("arrive twice").contains("loop between switches");
        }
    }

    @Test
    void multicastIsBlocked() throws IOException, InterruptedException {
        network.drop(2, "groups", "ip daddr 224.0.0.0/4");
        failed(netcheck.ask("--multicast"), "multicast does not arrive at all");
    }

    @Test
    void multicastThatNobodyNeedsIsAHint() throws IOException, InterruptedException {
        network.drop(2, "groups", "ip daddr 224.0.0.0/4");
        var result = netcheck.ask();
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.output()).contains("hint").contains("knet and udpu work without");
    }

    /** Minutes are seconds here: the bridge forgets after four, and the long test takes ten. */
    @Test
    void multicastEndsAsNobodyAsksWhoWantsIt() throws IOException, InterruptedException {
        network.snoop(4_000);
        failed(
                netcheck.ask("--multicast", "--long", "--long-count", "100", "--long-interval", "100"),
                "while unicast goes on: IGMP snooping without an IGMP querier");
    }

    @Test
    void thePathIsSlow() throws IOException, InterruptedException {
        network.limit(1, "1mbit");
        failed(netcheck.ask(), "are lost at 1000 packets a second, hardly one while there are few");
    }

    @Test
    void anotherMachineHasTheAddress() throws IOException, InterruptedException {
        network.steal(1, 2, 3);
        failed(netcheck.mesh().getFirst(), "another machine than n2 answers for " + network.address(2));
    }

    @Test
    void anAddressIsTranslatedOnTheWay() throws IOException, InterruptedException {
        network.translate(1, "10.177." + number + ".99");
        var seen = "n2 sees the packets of n1 come from 10.177." + number + ".99, not from " + network.address(1);
        for (var result : netcheck.mesh()) {
            failed(result, seen);
        }
    }

    @Test
    void aNameMeansAnotherAddress() throws IOException, InterruptedException {
        var good = hosts(network.address(2));
        var bad = hosts(network.address(3));
        var results = netcheck.mesh(NetcheckRun.configuration("first", "second"), List.of(bad, good));
        failed(
                results.getFirst(),
                "the address of n2 is " + network.address(2) + ", but packets for it go to " + network.address(3));
    }

    private String hosts(String second) {
        return "127.0.0.1 localhost\n" + network.address(1) + " first\n" + second + " second\n";
    }

    private Wire wire(int delayMicros, int lateMicros, int latePercent, int twicePercent) throws IOException {
        return new Wire(folder, network.pull(1, 2), delayMicros, lateMicros, latePercent, twicePercent);
    }

    private static void failed(Program.Result result, String finding) {
        assertThat(result.output()).contains(finding).contains("next: ");
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(1);
    }
}
