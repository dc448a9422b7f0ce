package org.quorate.shell.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.quorate.quorum.QuorumStatus;
import org.quorate.quorum.QuorumStatus.Flag;
import org.quorate.ring.RingId;
import org.quorate.shell.result.ClusterReport.ClusterInformation;

/** The golden texts end lines with blanks where the programs do; {@code ~} stands for such a blank. */
class QuorumTextTest {
    private static final ZonedDateTime AT =
            LocalDateTime.of(2021, 9, 4, 11, 6, 47).atZone(ZoneOffset.UTC);
    private static final Optional<ClusterInformation> DEMO =
            Optional.of(new ClusterInformation("demo", 3, "udpu", false));

    @Test
    void statusOfAQuorateClusterIsThatOfPvecm() {
        assertThat(QuorumText.status(new ClusterReport(DEMO, quorate(), AT))).isEqualTo("""
                        Cluster information
                        -------------------
                        Name:             demo
                        Config Version:   3
                        Transport:        udpu
                        Secure auth:      off

                        Quorum information
                        ------------------
                        Date:             Sat Sep  4 11:06:47 2021
                        Quorum provider:  corosync_votequorum
                        Nodes:            2
                        Node ID:          0x00000001
                        Ring ID:          1.1a8
                        Quorate:          Yes

                        Votequorum information
                        ----------------------
                        Expected votes:   3
                        Highest expected: 3
                        Total votes:      2
                        Quorum:           2 ~
                        Flags:            2Node Quorate WaitForAll~

                        Membership information
                        ----------------------
                            Nodeid      Votes Name
                        0x00000001          1 192.0.2.11 (local)
                        0x00000002          1 192.0.2.12
                        """.replace('~', ' '));
    }

    @Test
    void withoutQuorumActivityIsBlockedAndThereIsNoFlag() {
        var alone = new QuorumStatus(
                "corosync_votequorum",
                3,
                new RingId(3, 16),
                false,
                3,
                3,
                1,
                2,
                Set.of(),
                List.of(new QuorumStatus.Node(3, 1, "hp3", "192.0.2.13")));
        assertThat(QuorumText.status(new ClusterReport(Optional.empty(), alone, AT)))
                .startsWith("Quorum information\n------------------\n")
                .contains("Ring ID:          3.10\nQuorate:          No\n")
                .contains("Quorum:           2 Activity blocked\nFlags:            \n");
    }

    @Test
    void nodesAreNamedAndCountedInDecimalAfterAnEmptyLine() {
        assertThat(QuorumText.nodes(new MembershipReport(quorate()))).isEqualTo("""

                        Membership information
                        ----------------------
                            Nodeid      Votes Name
                                 1          1 hp1 (local)
                                 2          1 hp2
                        """);
    }

    @Test
    void anotherProviderHasNoVotesAndARingIdWithoutItsRepresentative() {
        var other = new QuorumStatus(
                "corosync_ykd", 1, new RingId(1, 0x1a8), true, 0, 0, 0, 0, EnumSet.noneOf(Flag.class), List.of());
        assertThat(QuorumText.votes(other, AT))
                .contains("Ring ID:          1a8\n")
                .contains("Node ID:          1\n")
                .doesNotContain("Votequorum information");
    }

    @Test
    void aNodeIdIsUnsigned() {
        var big = new QuorumStatus(
                "corosync_votequorum",
                -1,
                new RingId(-1, 4),
                true,
                1,
                1,
                1,
                1,
                EnumSet.of(Flag.QUORATE),
                List.of(new QuorumStatus.Node(-1, 1, "hp1", "192.0.2.11")));
        assertThat(QuorumText.nodes(new MembershipReport(big))).contains("4294967295          1 hp1 (local)\n");
        assertThat(QuorumText.status(new ClusterReport(Optional.empty(), big, AT)))
                .contains("Ring ID:          ffffffff.4\n")
                .contains("0xffffffff          1 192.0.2.11 (local)\n");
    }

    private static QuorumStatus quorate() {
        return new QuorumStatus(
                "corosync_votequorum",
                1,
                new RingId(1, 0x1a8),
                true,
                3,
                3,
                2,
                2,
                EnumSet.of(Flag.WAIT_FOR_ALL, Flag.TWO_NODE, Flag.QUORATE),
                List.of(
                        new QuorumStatus.Node(1, 1, "hp1", "192.0.2.11"),
                        new QuorumStatus.Node(2, 1, "hp2", "192.0.2.12")));
    }
}
