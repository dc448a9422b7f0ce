package org.quorate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterConfigTest {
    private static ClusterConfig cluster(String totem, String nodes, String quorum) throws ConfigurationException {
        return ClusterConfig.parse(TestFiles.cluster(totem, nodes, quorum), "c");
    }

    private static String node(int id) {
        return "node {\nring0_addr: 10.0.1.%d\nname: m%d\nnodeid: %d\n}\n".formatted(id, id, id);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceAndInTheOrderOfTheFile() {
        assertThat(TestFiles.problems("""
                totem {
                  version: 1
                  token: abc
                  transport: udpu
                  secauth: on
                  link_mode: fast
                  not a line
                }
                nodelist {
                  node {
                    ring0_addr: 10.0.0.1
                    nodeid: 0
                  }
                  node {
                    ring0_addr: 10.0.0.1
                    nodeid: 4294967296
                    quorum_votes: -1
                  }
                  node {
                    nodeid: 7
                  }
                  node {
                    ring0_addr: 10.0.0.4
                    nodeid: 7
                  }
                }
                quorum {
                  provider: corosync_votequorum
                  two_node: yes
                }
                logging {
                  debug: maybe
                }
                """))
                .containsExactly(
                        ":2: totem.version: found \"1\", must be 2",
                        ":3: totem.token: found \"abc\", must be a number of milliseconds from 30 to 2147483647",
                        ":6: totem.link_mode: found \"fast\", must be passive, active or rr",
                        ":7: found \"not a line\", must be \"name {\", \"}\", \"key: value\" or a comment; mend the line, or make it a comment with a # in front",
                        ":12: nodelist.node.nodeid: found \"0\", must be a number from 1 to 4294967295",
                        ":15: nodelist.node.ring0_addr: found \"10.0.0.1\", is an address of the node in line 10, too; give each node an address of its own",
                        ":16: nodelist.node.nodeid: found \"4294967296\", must be a number from 1 to 4294967295",
                        ":17: nodelist.node.quorum_votes: found \"-1\", must be a number from 0 to 2147483647",
                        ":19: nodelist.node.ring0_addr: is missing; add the address or host name of this node",
                        ":24: nodelist.node.nodeid: found \"7\", is the node id of the node in line 19, too; give each node a number of its own",
                        ":29: quorum.two_node: found \"yes\", must be 0 or 1",
                        ":32: logging.debug: found \"maybe\", must be on, off or trace");
    }

    @ParameterizedTest(name = "totem {0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "token: 29               | must be a number of milliseconds from 30 to 2147483647",
                "token: 60               | leaves 14 ms for token_retransmit, which must be at least 30",
                "token: 4294967295       | must be a number of milliseconds from 30 to 2147483647",
                "token: 3 0              | must be a number of milliseconds",
                "token: 0x20             | must be a number of milliseconds",
                "token:                  | must be a number of milliseconds",
                "token_retransmit: 29    | must be a number of milliseconds from 30",
                "hold: 13                | must be a number of milliseconds from 14",
                "join: 29                | must be a number of milliseconds from 30",
                "join: 3601              | must be at least join, which is 3601 ms; consensus is 3600 ms",
                "consensus: 40           | must be at least join, which is 50 ms; consensus is 40 ms",
                "merge: 1                | must be a number of milliseconds from 30",
                "downcheck: 1            | must be a number of milliseconds from 30",
                "send_join: x            | must be a number from 0 to",
                "window_size: 1 # one    | put the comment on a line of its own",
                "netmtu: 100             | must be a number of bytes from 576 to 65536",
                "token_warning: 101      | must be a number from 0 to 100",
                "config_version: -1      | must be a number from 0 to 18446744073709551615",
                "transport: TCP          | must be knet, udpu, udp or another name",
                "crypto_cipher: 3des     | must be none, aes256, aes192 or aes128",
                "crypto_cipher: aes256   | must not be none with crypto_cipher aes256",
                "crypto_hash: crc        | must be none, md5, sha1, sha256, sha384 or sha512",
                "secauth: yes            | must be on or off",
                "ip_version: 4           | must be ipv4, ipv6, ipv4-6 or ipv6-4",
                "clear_node_high_bit: 1  | must be yes or no",
                "rrp_mode: both          | must be none, passive or active",
                "knet_compression_model: rar | must be none, zlib",
                "transport: udp          | is missing, and transport udp takes its multicast address from it",
            })
    void valuesOfTotemAreChecked(String line, String problem) {
        assertThat(TestFiles.problems(TestFiles.cluster(line, "", "")))
                .singleElement()
                .asString()
                .contains(problem);
    }

    @ParameterizedTest(name = "interface {0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "linknumber: 8           | must be a number from 0 to 7",
                "mcastport: 65536        | must be a number from 1 to 65535",
                "mcastaddr: here         | must be a multicast address",
                "ttl: 7                  | is for transport udp only, the transport is knet",
                "knet_link_priority: 256 | must be a number from 0 to 255",
                "knet_transport: tcp     | must be udp or sctp",
                "broadcast: maybe        | must be yes or no",
            })
    void valuesOfAnInterfaceAreChecked(String line, String problem) {
        assertThat(TestFiles.problems(TestFiles.cluster("interface {\n" + line + "\n}", "", "")))
                .singleElement()
                .asString()
                .contains(problem);
    }

    @ParameterizedTest(name = "{1} with transport {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "udpu | interface {;knet_link_priority: 5;}     | is for several links, and there is one without any choice",
                "knet | interface {;linknumber: 1;mcastport: 5;} | found \"1\", has keys for a link on which no node has an address",
                "udp  | interface {;mcastaddr: 10.0.0.1;}       | must be a multicast address",
                "udp  | cluster_name: x;interface {;mcastport: 1;} | must be from 2 to 65535",
                "udpu | rrp_mode: none;interface {;ringnumber: 0;};interface {;ringnumber: 1;} | :4: totem.rrp_mode: found \"none\", must be passive or active, since there are 2 rings",
            })
    void anInterfaceMustSuitTheTransport(String transport, String section, String problem) {
        String totem = "transport: " + transport + "\n" + section.replace(";", "\n");
        assertThat(TestFiles.problems(TestFiles.cluster(totem, "", "")))
                .singleElement()
                .asString()
                .contains(problem);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ring0_addr: 10.0.0.3                     | nodeid: is missing, and is needed with knet, encryption or several links",
                "ring0_addr: 10.0.0.3;nodeid: 65536       | nodeid: found \"65536\", must be at most 65535 with knet",
                "ring0_addr: 10.0.0.3;nodeid: 2           | nodeid: found \"2\", is the node id of the node in line 11, too",
                "ring0_addr: 10.0.0.3;nodeid: 3;name: n2  | name: found \"n2\", is the name of the node in line 11, too",
                "ring0_addr: 10.0.0.2;nodeid: 3           | ring0_addr: found \"10.0.0.2\", is an address of the node in line 11, too",
                "ring0_addr: a b;ring0_addr: c;nodeid: 3  | ring0_addr: found \"a b\", must be one address or host name",
                "ring0_addr:;ring0_addr: c;nodeid: 3      | ring0_addr: must be one address or host name",
                "ring0_addr: c;ring8_addr: d;nodeid: 3    | ring8_addr: found \"d\", must be of a link from 0 to 7",
            })
    void nodesAreChecked(String keys, String problem) {
        String node = "node {\n" + keys.replace(";", "\n") + "\n}";
        assertThat(TestFiles.problems(TestFiles.cluster("", node, "")))
                .singleElement()
                .asString()
                .contains("nodelist.node." + problem);
    }

    @Test
    void allNodesHaveTheSameLinks() {
        String text = TestFiles.cluster("", "", "")
                .replace("ring0_addr: 10.0.0.1", "ring0_addr: 10.0.0.1\n ring1_addr: 10.1.0.1");
        assertThat(TestFiles.problems(text))
                .containsExactly(
                        ":12: nodelist.node.ring1_addr: is missing, other nodes have an address on link 1; give all nodes the same links");
    }

    @Test
    void aNodelistIsThereOnceAndNotEmpty() {
        assertThat(TestFiles.problems("totem {\nversion: 2\n}\nnodelist {\n}\n"))
                .containsExactly(":4: nodelist: has no node section; add one for each machine");
        assertThat(TestFiles.problems(TestFiles.cluster("", "", "") + "nodelist {\n}\n"))
                .containsExactly(":22: nodelist: is there already in line 5; make it one section");
    }

    @Test
    void aNodeWithinANodeIsNotOverlooked() {
        String text = TestFiles.cluster("", "}", "").replaceFirst("nodeid: 1\n  }", "nodeid: 1\n");
        assertThat(TestFiles.problems(text))
                .singleElement()
                .asString()
                .isEqualTo(
                        ":11: node: belongs in nodelist, and stands in node; look for a wrong brace above this line");
    }

    @Test
    void sectionsThatAreNotKnownMayHoldWhatTheyLike() throws Exception {
        String text = TestFiles.cluster("", "", "") + "resources {\ntotem {\nnode {\n}\n}\n}\n";
        assertThat(ClusterConfig.parse(text, "c").nodes()).hasSize(2);
        assertThat(TestFiles.problems(text + "node {\n}\n"))
                .containsExactly(
                        ":28: node: belongs in nodelist, and stands at the top level; look for a wrong brace above this line");
    }

    static Stream<Arguments> timers() {
        return Stream.of(
                arguments("", 2, 3000, 714, 561, 3600),
                arguments("", 3, 3650, 869, 685, 4380),
                arguments("", 32, 22500, 5357, 4275, 27000),
                arguments("token_coefficient: 0", 32, 3000, 714, 561, 3600),
                arguments("token_coefficient: 125", 4, 3250, 773, 608, 3900),
                arguments("token: 1000", 2, 1000, 238, 180, 1200),
                arguments("token: 0", 2, 3000, 714, 561, 3600),
                arguments("token: 4200", 2, 4200, 1000, 790, 5040),
                arguments("token: 7777\ntoken_retransmits_before_loss_const: 7", 2, 7777, 1080, 854, 9332),
                arguments("token: 60\ntoken_retransmit: 30", 2, 60, 30, 14, 72),
                arguments("token: 2147483647", 3, 2147483647, 511305630, 409044494, 2147483647));
    }

    @ParameterizedTest(name = "[{0}] with {1} nodes: token {2}, token_retransmit {3}, hold {4}, consensus {5}")
    @MethodSource("timers")
    void timesAreDerivedAsByCorosync(String totem, int nodes, int token, int retransmit, int hold, int consensus)
            throws Exception {
        var more = IntStream.rangeClosed(3, nodes)
                .mapToObj(ClusterConfigTest::node)
                .toList();
        var options = cluster(totem, String.join("", more), "").totem();
        assertThat(options.tokenMillis()).isEqualTo(token);
        assertThat(options.tokenRetransmitMillis()).isEqualTo(retransmit);
        assertThat(options.holdMillis()).isEqualTo(hold);
        assertThat(options.consensusMillis()).isEqualTo(consensus);
    }

    @Test
    void defaultsDependOnTheTransport() throws Exception {
        var knet = cluster("", "", "").totem();
        assertThat(knet.netMtuBytes()).isEqualTo(65536);
        assertThat(knet.ipVersion()).isEqualTo("ipv6-4");
        var udp = cluster("transport: udp\n cluster_name: x", "", "").totem();
        assertThat(udp.netMtuBytes()).isEqualTo(1500);
        assertThat(udp.ipVersion()).isEqualTo("ipv4");
    }

    @Test
    void otherKeysAreOptionsAndThoseOfInterfacesCarryTheirLink() throws Exception {
        var totem =
                cluster("cluster_name: x\n foo: bar\n interface {\n linknumber: 0\n knet_link_priority: 5\n }", "", "");
        assertThat(totem.totem().options())
                .containsExactlyEntriesOf(new TreeMap<>(Map.of(
                        "cluster_name",
                        "x",
                        "foo",
                        "bar",
                        "interface.0.knet_link_priority",
                        "5",
                        "interface.0.linknumber",
                        "0",
                        "version",
                        "2")));
        assertThat(totem.clusterName()).isEqualTo("x");
    }

    @Test
    void secauthMeansAesAndShaUnlessTheySayOtherwise() throws Exception {
        var secauth = cluster("secauth: on\n crypto_cipher: none", "", "").totem();
        assertThat(secauth.cryptoCipher()).isEqualTo("none");
        assertThat(secauth.cryptoHash()).isEqualTo("sha256");
        assertThat(secauth.encrypted()).isTrue();
    }

    @Test
    void theConfigVersionIsUnsigned() throws Exception {
        assertThat(cluster("config_version: 18446744073709551615", "", "").configVersion())
                .isEqualTo(-1);
        assertThat(cluster("", "", "").configVersion()).isZero();
    }

    @Test
    void withoutNodelistAndBindnetaddrNobodyKnowsTheNodes() {
        assertThat(TestFiles.problems("totem {\nversion: 2\ncluster_name: x\n}\n"))
                .singleElement()
                .asString()
                .startsWith(": nodelist: is missing, and no interface section");
        String unicast = "totem {\nversion: 2\ntransport: knet\ninterface {\nbindnetaddr: 10.0.0.0\n}\n}\n";
        assertThat(TestFiles.problems(unicast))
                .singleElement()
                .asString()
                .contains("needs a nodelist, and there is none");
    }

    @Test
    void withoutNodelistRingnumberIsTheLinkNumber() throws Exception {
        var config = ClusterConfig.parse("""
                totem {
                  version: 2
                  cluster_name: x
                  interface {
                    bindnetaddr: 10.0.0.0
                    ringnumber: 0
                    member {
                      memberaddr: 10.0.0.1
                    }
                  }
                  interface {
                    bindnetaddr: 10.1.0.0
                    ringnumber: 1
                  }
                }
                """, "c");
        assertThat(config.totem().options())
                .containsEntry("interface.0.bindnetaddr", "10.0.0.0")
                .containsEntry("interface.1.bindnetaddr", "10.1.0.0");
        assertThat(config.warnings())
                .anyMatch(w -> w.startsWith("c:7: totem.interface.member: is not used any more"))
                .anyMatch(
                        w -> w.startsWith("c:13: totem.interface.ringnumber: found \"1\", is of a second ring, which"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"max_messages: 20\n max_messages: 20", "max_messages: 20\n max_messages: 30"})
    void aKeyThatIsGivenTwiceIsMentioned(String totem) throws Exception {
        assertThat(cluster(totem, "", "").warnings())
                .containsExactly(
                        "c:3: totem.max_messages: found \"20\", is given again in line 4, which counts; remove one of them");
    }

    @Test
    void whatCorosyncDoesNotSayIsSaid() throws Exception {
        assertThat(cluster("consensus: 3000", "", "").warnings())
                .singleElement()
                .asString()
                .contains("1.2 times the token");
        assertThat(cluster("", node(3), "two_node: 1").warnings())
                .singleElement()
                .asString()
                .contains("is for two nodes");
        assertThat(ClusterConfig.parse(TestFiles.cluster("", "", "") + "logging {\nto_logfile: yes\n}", "c")
                        .warnings())
                .singleElement()
                .asString()
                .contains("does nothing without a logfile");
    }

    @Test
    void loggingIsReadAndItsSubsystemsAreChecked() throws Exception {
        String logging =
                "logging {\ndebug: trace\nto_syslog: off\ntimestamp: on\nto_logfile: yes\nlogfile: /var/log/c.log\n%s}";
        var config = ClusterConfig.parse(TestFiles.cluster("", "", "") + logging.formatted(""), "c");
        assertThat(config.logging())
                .isEqualTo(new LoggingOptions(true, true, Optional.of("/var/log/c.log"), false, true, "on"));
        assertThat(TestFiles.problems(
                        TestFiles.cluster("", "", "") + logging.formatted("logger_subsys {\nto_stderr: 1\n}\n")))
                .containsExactly(
                        ":28: logging.logger_subsys.subsys: is missing; name the subsystem, as in \"subsys: QUORUM\"",
                        ":29: logging.logger_subsys.to_stderr: found \"1\", must be yes, no, on or off");
    }
}
