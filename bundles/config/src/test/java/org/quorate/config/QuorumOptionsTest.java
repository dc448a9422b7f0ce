package org.quorate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuorumOptionsTest {
    private static final String DEVICE = "device {\nmodel: net\n%s\n}\n";

    private static QuorumOptions quorum(String keys) throws ConfigurationException {
        return ClusterConfig.parse(TestFiles.cluster("", "", keys), "c").quorum();
    }

    @Test
    void withoutKeysEverythingIsOff() throws Exception {
        assertThat(quorum(""))
                .isEqualTo(new QuorumOptions(
                        Optional.of("corosync_votequorum"),
                        OptionalInt.empty(),
                        false,
                        Optional.empty(),
                        false,
                        10_000,
                        Optional.empty(),
                        false,
                        false,
                        Optional.empty()));
    }

    @Test
    void allKeysAreRead() throws Exception {
        assertThat(quorum("""
                expected_votes: 4
                two_node: 0
                wait_for_all: 1
                last_man_standing: 1
                last_man_standing_window: 20000
                auto_tie_breaker: 1
                auto_tie_breaker_node: 2 1
                allow_downscale: 1
                expected_votes_tracking: 1
                """))
                .isEqualTo(new QuorumOptions(
                        Optional.of("corosync_votequorum"),
                        OptionalInt.of(4),
                        false,
                        Optional.of(true),
                        true,
                        20_000,
                        Optional.of("2 1"),
                        true,
                        true,
                        Optional.empty()));
    }

    @Test
    void theTieIsBrokenByTheLowestNodeUnlessSaidOtherwise() throws Exception {
        assertThat(quorum("auto_tie_breaker: 1").autoTieBreakerNode()).hasValue("lowest");
        assertThat(quorum("auto_tie_breaker_node: highest").autoTieBreakerNode())
                .isEmpty();
    }

    @Test
    void aDeviceHasItsOwnTimeouts() throws Exception {
        assertThat(quorum(DEVICE.formatted("votes: 1\ntimeout: 5000")).device())
                .hasValue(new QuorumOptions.Device("net", OptionalInt.of(1), 5000, 30_000));
        assertThat(quorum("device {\nvotes: 1\n}").device()).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "provider: other            | provider: found \"other\", must be corosync_votequorum",
                "expected_votes: 0          | expected_votes: found \"0\", must be a number from 1 to 2147483647",
                "wait_for_all: 2            | wait_for_all: found \"2\", must be 0 or 1",
                "auto_tie_breaker_node: n1  | auto_tie_breaker_node: found \"n1\", must be lowest, highest or a list of node ids",
                "expected_votes: 3;auto_tie_breaker: 1;last_man_standing: 1 | auto_tie_breaker: found \"1\", cannot be had together with last_man_standing",
                "two_node: 1;D              | two_node: found \"1\", cannot be had together with a quorum device",
                "last_man_standing: 1;D     | last_man_standing: found \"1\", cannot be had together with a quorum device",
                "auto_tie_breaker: 1;D      | auto_tie_breaker: found \"1\", cannot be had together with a quorum device",
                "allow_downscale: 1;D       | allow_downscale: found \"1\", cannot be had together with a quorum device",
                "expected_votes: 2;D        | device.votes: found \"1\", must leave at least 2 of the expected votes, 2, to the nodes",
                "expected_votes: 3;E        | device.votes: is missing, and must be given when expected_votes is",
            })
    void whatVotequorumRefusesToLoadIsRefused(String keys, String problem) {
        String quorum = keys.replace(";", "\n")
                .replace("D", DEVICE.formatted("votes: 1"))
                .replace("E", DEVICE.formatted(""));
        assertThat(TestFiles.problems(TestFiles.cluster("", "", quorum)))
                .singleElement()
                .asString()
                .contains("quorum." + problem);
    }

    @Test
    void anOddNumberOfVotesHasATieBreakerWithLastManStandingIfAllAreWaitedFor() throws Exception {
        var options = quorum("expected_votes: 3\nauto_tie_breaker: 1\nlast_man_standing: 1\nwait_for_all: 1");
        assertThat(options.autoTieBreakerNode()).hasValue("lowest");
        assertThat(options.lastManStanding()).isTrue();
    }

    @Test
    void theVotesOfTheDeviceCanOnlyBeCountedIfAllNodesHaveOne() {
        String uneven =
                TestFiles.cluster("", "", DEVICE.formatted("")).replace("nodeid: 2", "nodeid: 2\nquorum_votes: 2");
        assertThat(TestFiles.problems(uneven)).singleElement().asString().contains("when a node has not one vote");
    }

    @Test
    void withoutNodelistTheVotesMustBeGiven() {
        String text =
                "totem {\nversion: 2\ncluster_name: x\ninterface {\nbindnetaddr: 10.0.0.0\n}\n}\nquorum {\nprovider: corosync_votequorum\n}\n";
        assertThat(TestFiles.problems(text)).singleElement().asString().contains("quorum.expected_votes: is missing");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "auto_tie_breaker: 1;two_node: 1      | decides instead of two_node, which is off with it",
                "auto_tie_breaker: 1;expected_votes: 3 | has nothing to decide when the number of votes is odd",
                "device {;votes: 1;}                  | is missing, so that the device is not used",
            })
    void whatVotequorumSwitchesOffIsMentioned(String keys, String warning) throws Exception {
        var config = ClusterConfig.parse(TestFiles.cluster("", "", keys.replace(";", "\n")), "c");
        assertThat(config.warnings()).singleElement().asString().contains(warning);
    }
}
