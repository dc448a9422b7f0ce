package org.quorate.shell.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.quorate.ring.LinkQuality;
import org.quorate.ring.LinkStatus;
import org.quorate.ring.RingId;
import org.quorate.ring.RingPhase;
import org.quorate.ring.RingStatus;

/** The texts are those of corosync 3.1.7 in the same situation. */
class LinkTableTextTest {
    @Test
    void overKnetEachLinkIsShownWithAllNodes() {
        assertThat(LinkTableText.status(table("knet"))).isEqualTo("""
                Local node ID 1, transport knet
                LINK ID 0 udp
                	addr	= 10.211.0.1
                	status:
                		nodeid:          1:	localhost
                		nodeid:          2:	connected
                		nodeid:          3:	disconnected
                LINK ID 1 udp
                	addr	= 10.212.0.1
                	status:
                		nodeid:          1:	localhost
                		nodeid:          2:	disconnected
                		nodeid:          3:	disconnected
                """);
        assertThat(LinkTableText.brief(table("knet"))).isEqualTo("""
                Local node ID 1, transport knet
                LINK ID 0 udp
                	addr	= 10.211.0.1
                	status	= n31
                LINK ID 1 udp
                	addr	= 10.212.0.1
                	status	= n11
                """);
    }

    @Test
    void nodesThatAreReachedAreShownWithAllTheirLinks() {
        assertThat(LinkTableText.nodes(table("knet"))).isEqualTo("""
                Local node ID 1, transport knet
                nodeid: 2 reachable
                   LINK: 0 udp (10.211.0.1->10.211.0.2) enabled connected mtu: 1458
                   LINK: 1 udp (10.212.0.1->10.212.0.2) enabled mtu: 1458

                """);
    }

    @Test
    void theOtherTransportsHaveNoKindOfLinkAndTellOneAddress() {
        assertThat(LinkTableText.nodes(table("udpu")))
                .contains("   LINK: 0  (10.211.0.2) enabled connected mtu: 1458\n");
        assertThat(LinkTableText.brief(table("udpu"))).contains("LINK ID 0 \n\taddr\t= 10.211.0.1\n");
    }

    @Test
    void asJsonItIsTheSame() {
        assertThat(Json.of(table("knet")))
                .startsWith(
                        "{\"localNodeId\":1,\"transport\":\"knet\",\"links\":[{\"link\":0,\"address\":\"10.211.0.1\",")
                .contains("{\"nodeId\":2,\"address\":\"10.211.0.2\",\"connected\":true,\"dataBytes\":1458}");
    }

    private static LinkTable table(String transport) {
        var links = List.of(
                new LinkStatus(0, 1, "10.211.0.1", true),
                new LinkStatus(1, 1, "10.212.0.1", true),
                link(0, 2, "10.211.0.2", true),
                link(1, 2, "10.212.0.2", false),
                link(0, 3, "10.211.0.3", false),
                link(1, 3, "10.212.0.3", false));
        return LinkTable.of(
                new RingStatus(
                        1,
                        new RingId(1, 8),
                        List.of(1, 2),
                        RingPhase.OPERATIONAL,
                        Optional.of(transport),
                        links,
                        new TreeMap<>()),
                1410);
    }

    private static LinkStatus link(int number, int node, String address, boolean connected) {
        var quality = new LinkQuality(connected, connected, 1500, 1458, 1, 1, 0, 1, 1, 0);
        return new LinkStatus(number, node, address, connected, Optional.of(quality));
    }
}
