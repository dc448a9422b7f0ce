package org.quorate.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupsTest {
    /** Where corosync 3.1.7 listened that was given these names. */
    @ParameterizedTest
    @CsvSource({
        "a, 239.192.0.97, ff15::61",
        "spec1, 239.192.13.72, ff15::d3b",
        "lustre-ha-cluster, 239.192.55.235, ff15::37b4",
        "pve-cluster, 239.192.91.16,",
        "HACK, 239.192.4.25,",
        "with space, 239.192.188.28,",
        "Küche, 239.192.6.55,",
        "ÿþ, 239.192.252.85,",
        "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz, 239.192.255.134,"
    })
    void theGroupOfAClusterIsTheOneThatCorosyncTakes(String name, String ipv4, String ipv6) {
        assertThat(Groups.ofName(name, 0, true)).isEqualTo(InetAddress.ofLiteral(ipv4));
        if (ipv6 != null) {
            assertThat(Groups.ofName(name, 0, false)).isEqualTo(InetAddress.ofLiteral(ipv6));
        }
    }

    @ParameterizedTest
    @CsvSource({"a, 1, 239.192.0.98", "zzzzzzzzzzzzzzzzzzzzzzzz, 7, 239.192.255.141"})
    void theLinkIsAdded(String name, int link, String group) {
        assertThat(Groups.ofName(name, link, true)).isEqualTo(InetAddress.ofLiteral(group));
    }

    @Test
    void packetsOfOtherGroupsHaveAnotherVersionAndOtherOptionsDoNotMatter() {
        var groups = new Groups(Map.of("cluster_name", "a", "interface.0.ttl", "2", "token_warning", "75"));
        assertThat(groups).isEqualTo(new Groups(Map.of("cluster_name", "a", "interface.0.ttl", "2")));
        assertThat(groups.version())
                .isEqualTo(new Groups(Map.of("cluster_name", "a")).version())
                .isNotEqualTo(new Groups(Map.of("cluster_name", "b")).version())
                .isNotEqualTo(new Groups(Map.of("cluster_name", "a", "interface.1.mcastaddr", "239.1.1.1")).version())
                .isBetween(0x80, 0xFF);
    }
}
