package org.quorate.shell.corosync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.quorate.config.ClusterConfig;
import org.quorate.config.ConfigurationException;
import org.quorate.ring.LinkQuality;
import org.quorate.ring.LinkStatus;
import org.quorate.ring.RingId;
import org.quorate.ring.RingPhase;
import org.quorate.ring.RingStatus;
import org.quorate.shell.result.CmapValue;

/** The types were seen at corosync 3.1.7. */
class KeysTest {
    private static final String FILE = """
            totem {
              version: 2
              cluster_name: mixed
              config_version: 7
              transport: knet
              token: 1000
              interface {
                linknumber: 1
                mcastport: 5410
                knet_link_priority: 3
              }
            }
            nodelist {
              node {
                nodeid: 1
                name: n1
                ring0_addr: 192.0.2.1
                ring1_addr: 192.0.2.101
              }
            }
            quorum {
              provider: corosync_votequorum
              wait_for_all: 1
            }
            logging {
              logger_subsys {
                subsys: TOTEM
                debug: on
              }
            }
            """;

    @Test
    void whatStandsInTheFileHasCorosyncsTypes() throws ConfigurationException {
        var keys = ConfigurationKeys.of(ClusterConfig.parse(FILE, "corosync.conf"));
        assertThat(keys)
                .containsEntry("totem.version", new CmapValue("u32", "2"))
                .containsEntry("totem.config_version", new CmapValue("u64", "7"))
                .containsEntry("totem.cluster_name", new CmapValue("str", "mixed"))
                .containsEntry("totem.interface.1.mcastport", new CmapValue("u16", "5410"))
                .containsEntry("totem.interface.1.knet_link_priority", new CmapValue("u8", "3"))
                .containsEntry("nodelist.node.0.nodeid", new CmapValue("u32", "1"))
                .containsEntry("nodelist.node.0.ring1_addr", new CmapValue("str", "192.0.2.101"))
                .containsEntry("quorum.wait_for_all", new CmapValue("u8", "1"))
                .containsEntry("logging.logger_subsys.TOTEM.debug", new CmapValue("str", "on"))
                .doesNotContainKey("totem.interface.1.linknumber");
    }

    @Test
    void theKeyOfTheClusterIsNotShown() throws ConfigurationException {
        var text = FILE.replace("token: 1000", "key: " + "k".repeat(128));
        assertThat(ConfigurationKeys.of(ClusterConfig.parse(text, "corosync.conf")))
                .doesNotContainKey("totem.key");
    }

    @Test
    void whatCorosyncCountsToKeepsItsNameAndWhatWasDroppedIsSummedUp() {
        var counters = new TreeMap<String, Long>();
        counters.put("orf_token_rx", 12L);
        counters.put("relayed_rx", 3L);
        counters.put("rx_msg_dropped_garbage", 2L);
        counters.put("rx_msg_dropped_size", 5L);
        var quality = new LinkQuality(true, true, 1500, 1458, 221_000, 1000, 0, 40, 41, 2);
        var link = new LinkStatus(1, 2, "192.0.2.102", true, Optional.of(quality));
        var ring = new RingStatus(
                1,
                new RingId(1, 8),
                List.of(1, 2),
                RingPhase.OPERATIONAL,
                Optional.of("knet"),
                List.of(link),
                counters);
        assertThat(StatisticsKeys.of(ring))
                .containsEntry("stats.srp.orf_token_rx", CmapValue.u64(12))
                .containsEntry("stats.quorate.relayed_rx", CmapValue.u64(3))
                .containsEntry("stats.srp.rx_msg_dropped", CmapValue.u64(7))
                .containsEntry("stats.knet.node2.link1.connected", CmapValue.u8(true))
                .containsEntry("stats.knet.node2.link1.latency_ave", CmapValue.u32(221))
                .containsEntry("stats.knet.node2.link1.mtu", CmapValue.u32(1458))
                .containsEntry("stats.knet.node2.link1.down_count", CmapValue.u32(2));
    }
}
