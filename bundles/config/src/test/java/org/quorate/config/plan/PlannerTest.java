package org.quorate.config.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.quorate.config.ClusterConfig;
import org.quorate.config.ClusterMembers;
import org.quorate.config.ConfigurationException;
import org.quorate.config.LocalAddresses;

class PlannerTest {
    /** Has all addresses. */
    private static final class AnyMachine implements LocalAddresses {
        @Override
        public boolean contains(InetAddress address) {
            return true;
        }

        @Override
        public List<InterfaceAddress> interfaces() {
            return List.of();
        }
    }

    private static final String TWO_LINKS = """
            totem {
              version: 2
              config_version: 4
              token: 3000
              crypto_cipher: aes256
              crypto_hash: sha256
            }
            nodelist {
              node {
                name: n1
                nodeid: 1
                ring0_addr: 10.0.0.1
                ring1_addr: 10.1.0.1
              }
              node {
                name: n2
                nodeid: 2
                ring0_addr: 10.0.0.2
                ring1_addr: 10.1.0.2
              }
            }
            """;

    private static final String ONE_LINK = TWO_LINKS.replaceAll(" *ring1_addr.*\n", "");

    private static Configured configured(String text, String key) throws ConfigurationException {
        var cluster = ClusterConfig.parse(text, "c");
        var members = ClusterMembers.resolve(
                cluster, Optional.of("n1"), name -> List.of(InetAddress.ofLiteral(name)), new AnyMachine());
        return new Configured(cluster, members, Optional.of(key));
    }

    private static List<String> plan(String before, String after) throws ConfigurationException {
        return Planner.plan(configured(before, "a"), configured(after, "a")).steps().stream()
                .map(Step::toString)
                .toList();
    }

    private static List<String> plan(String before, UnaryOperator<String> change) throws ConfigurationException {
        return plan(before, change.apply(before));
    }

    @Test
    void whatIsTheSameNeedsNothing() throws Exception {
        assertThat(plan(TWO_LINKS, TWO_LINKS)).isEmpty();
        var next = Planner.plan(
                configured(TWO_LINKS, "a"),
                configured(TWO_LINKS.replace("config_version: 4", "config_version: 5"), "a"));
        assertThat(next).isEqualTo(new Plan(4, 5, List.of()));
    }

    @Test
    void aSecondLinkIsAddedAtOnce() throws Exception {
        assertThat(plan(ONE_LINK, TWO_LINKS)).containsExactly("at once: add link 1: 10.1.0.1,5406 10.1.0.2,5406");
    }

    @Test
    void aLinkIsExchangedByAddingWaitingAndRemoving() throws Exception {
        var other = ONE_LINK.replace("ring0_addr: 10.0", "ring1_addr: 10.1");
        assertThat(plan(ONE_LINK, other))
                .containsExactly(
                        "at once: add link 1: 10.1.0.1,5406 10.1.0.2,5406",
                        "then wait until: each member has one of the links [1] to each other",
                        "then wait until: all members have loaded the new configuration",
                        "all together: remove link 0: was 10.0.0.1,5405 10.0.0.2,5405");
    }

    @Test
    void anAddressMovesWhileTheOtherLinkCarries() throws Exception {
        assertThat(plan(TWO_LINKS, text -> text.replace("10.0.0.2", "10.0.0.9")))
                .containsExactly(
                        "then wait until: each member has one of the links [1] to each other",
                        "then wait until: all members have loaded the new configuration",
                        "all together: move node n2 (2) on link 0: 10.0.0.2,5405 -> 10.0.0.9,5405");
    }

    @Test
    void theOnlyLinkCannotMove() {
        assertThatThrownBy(() -> plan(ONE_LINK, text -> text.replace("10.0.0.2", "10.0.0.9")))
                .hasMessageStartingWith("c:17: nodelist.node.ring0_addr: found \"10.0.0.9,5405\", is another address")
                .hasMessageContaining("no other link would carry between n2 and n1")
                .hasMessageEndingWith(
                        "add the new address as another link with one version and remove the old link with"
                                + " the next, or restart the nodes");
        assertThatThrownBy(() -> plan(ONE_LINK, text -> text.replace("version: 2", """
                        version: 2
                          interface {
                            mcastport: 6000
                          }
                        """)))
                .hasMessageContaining("found \"10.0.0.1,6000\", is another address or port than now");
    }

    @Test
    void bothLinksBetweenTwoNodesCannotMoveAtOnce() {
        assertThatThrownBy(() -> plan(
                        TWO_LINKS, text -> text.replace("10.0.0.2", "10.0.0.9").replace("10.1.0.1", "10.1.0.9")))
                .hasMessageContaining("between n1 and n2");
    }

    @Test
    void nodesComeBeforeOthersGo() throws Exception {
        assertThat(plan(
                        ONE_LINK,
                        text -> text.replace("n2", "n3")
                                .replace("nodeid: 2", "nodeid: 3")
                                .replace("10.0.0.2", "10.0.0.3")))
                .containsExactly(
                        "at once: add node n3 (3): 10.0.0.3,5405",
                        "then wait until: all members have loaded the new configuration",
                        "all together: remove node n2 (2): was 10.0.0.2,5405");
    }

    @Test
    void anAddressCannotGoFromNodeToNodeInOneStep() {
        assertThatThrownBy(() -> plan(ONE_LINK, text -> text.replace("nodeid: 2", "nodeid: 3")))
                .hasMessageContaining("c:17: nodelist.node.ring0_addr: found \"10.0.0.2\", is the address of node n2")
                .hasMessageContaining("take it from that node with one version");
    }

    @Test
    void thisNodeKeepsItsId() {
        assertThatThrownBy(() -> plan(ONE_LINK, text -> text.replace("nodeid: 1", "nodeid: 7")))
                .hasMessageContaining("but it runs as node 1");
    }

    @Test
    void keysAreAcceptedThenUsedThenForgotten() throws Exception {
        var steps = Planner.plan(configured(ONE_LINK, "a"), configured(ONE_LINK, "b"))
                .steps();
        assertThat(steps)
                .extracting(Step::toString)
                .containsExactly(
                        "at once: accept encryption: aes256/sha256 -> aes256/sha256 with another key",
                        "then wait until: all members have loaded the new configuration",
                        "all together: send with encryption: aes256/sha256 -> aes256/sha256 with another key",
                        "at last: forget encryption: was aes256/sha256");
        assertThat(plan(ONE_LINK, text -> text.replaceAll(" *crypto_.*\n", "")))
                .contains("all together: send with encryption: aes256/sha256 -> none");
    }

    @Test
    void timeoutsAreRaisedBeforeAnythingIsDoneMoreSlowlyAndLoweredAfterwards() throws Exception {
        assertThat(plan(ONE_LINK, text -> text.replace("token: 3000", "token: 6000")))
                .containsExactly(
                        "at once: set token: 3000 -> 6000",
                        "at once: set consensus: 3600 -> 7200",
                        "then wait until: all members have loaded the new configuration",
                        "all together: set token_retransmit: 714 -> 1428",
                        "all together: set hold: 561 -> 1132");
        assertThat(plan(ONE_LINK, text -> text.replace("token: 3000", "token: 1000")))
                .containsSubsequence("at once: set hold: 561 -> 180", "all together: set token: 3000 -> 1000");
    }

    @Test
    void whatIsANodesOwnAffairIsDoneAtOnce() throws Exception {
        assertThat(plan(TWO_LINKS, text -> text.replace("token: 3000", """
                        token: 3000
                          link_mode: active
                          knet_mtu: 1400
                          interface {
                            linknumber: 1
                            knet_link_priority: 9
                          }
                        """)))
                .containsExactly(
                        "at once: set link_mode: passive -> active",
                        "at once: set interface.1.knet_link_priority: default -> 9",
                        "at once: set knet_mtu: default -> 1400");
    }

    @Test
    void anotherTransportIsOneStepForAll() throws Exception {
        var clear = ONE_LINK.replaceAll(" *crypto_.*\n", "");
        assertThat(plan(clear, text -> text.replace("version: 2", "version: 2\n  transport: udpu")))
                .contains("all together: exchange the transport: knet -> udpu")
                .contains("at the next start: set netmtu: 65536 -> 1500");
    }

    @Test
    void votesAreCountedAtOnce() throws Exception {
        assertThat(plan(ONE_LINK, text -> text.replace("nodeid: 2", "nodeid: 2\n    quorum_votes: 3")))
                .containsExactly("at once: set votes of node n2 (2): 1 -> 3");
    }
}
