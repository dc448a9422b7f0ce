package org.quorate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.quorate.config.ClusterMembers.ResolvedNode;

class ClusterMembersTest {
    /** A machine with addresses in networks of 24 bits. */
    private record Machine(List<String> addresses) implements LocalAddresses {
        static Machine with(String... addresses) {
            return new Machine(List.of(addresses));
        }

        @Override
        public boolean contains(InetAddress address) {
            return addresses.contains(address.getHostAddress());
        }

        @Override
        public List<InterfaceAddress> interfaces() {
            return addresses.stream()
                    .map(a -> new InterfaceAddress(InetAddress.ofLiteral(a), 24))
                    .toList();
        }
    }

    private static NameResolver hosts(Map<String, String> hosts) {
        return name -> {
            String known = hosts.get(name);
            try {
                return Arrays.stream((known == null ? name : known).split(" "))
                        .map(InetAddress::ofLiteral)
                        .toList();
            } catch (IllegalArgumentException e) {
                return List.of();
            }
        };
    }

    private static ClusterMembers resolve(String text, String name, LocalAddresses machine, Map<String, String> hosts)
            throws ConfigurationException {
        var local = Optional.of(name).filter(n -> !n.isEmpty());
        return ClusterMembers.resolve(ClusterConfig.parse(text, "c"), local, hosts(hosts), machine);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertProblems(
            String text, String name, LocalAddresses machine) {
        return assertThatThrownBy(() -> resolve(text, name, machine, Map.of()));
    }

    private static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }

    @Test
    void theLocalNodeIsTheOneWithAnAddressOfThisMachine() throws Exception {
        var members = resolve(TestFiles.cluster("", "", ""), "", Machine.with("10.0.0.2"), Map.of());
        assertThat(members.localNodeId()).isEqualTo(2);
        assertThat(members.local().name()).isEqualTo("n2");
        assertThat(members.nodes()).extracting(ResolvedNode::nodeId).containsExactly(1, 2);
        assertThat(members.local().addresses()).containsExactly(Map.entry(0, at("10.0.0.2", 5405)));
    }

    @Test
    void aNameThatIsGivenPicksOneOfSeveral() throws Exception {
        var both = Machine.with("10.0.0.1", "10.0.0.2");
        assertThat(resolve(TestFiles.cluster("", "", ""), "n1", both, Map.of()).localNodeId())
                .isEqualTo(1);
        assertThat(resolve(TestFiles.cluster("", "", ""), "10.0.0.2", both, Map.of())
                        .localNodeId())
                .isEqualTo(2);
        assertProblems(TestFiles.cluster("", "", ""), "", both)
                .hasMessage(
                        "c: nodelist: has several nodes with an address of this machine: n1, n2; say by its name which of them to start");
    }

    @Test
    void aNameThatIsNotThereIsAnsweredWithThoseThatAre() {
        assertProblems(TestFiles.cluster("", "", ""), "n3", Machine.with("10.0.0.1"))
                .hasMessage(
                        "c: nodelist: found \"n3\", is the name given to this node, but the nodelist has n1, n2; give one of these names, or add a node section");
    }

    @Test
    void aMachineThatIsNotInTheNodelistIsRefused() {
        assertProblems(TestFiles.cluster("", "", ""), "", Machine.with("10.0.0.9"))
                .hasMessageContaining("has no node with an address of this machine, it has n1, n2");
        assertProblems(TestFiles.cluster("", "", ""), "n1", Machine.with("10.0.0.9"))
                .hasMessage(
                        "c:7: nodelist.node.ring0_addr: found \"10.0.0.1\", is 10.0.0.1 for node n1, which is this machine, but not an address of this machine; correct it, or bring its network up");
    }

    @Test
    void everythingThatDoesNotResolveIsSaidAtOnce() {
        String text = TestFiles.cluster("", "", "").replace("10.0.0.1", "one").replace("10.0.0.2", "two");
        assertProblems(text, "n9", Machine.with("10.0.0.1"))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems())
                                .extracting(Problem::line, Problem::key, Problem::found)
                                .containsExactly(
                                        tuple(0, "nodelist", "n9"),
                                        tuple(7, "nodelist.node.ring0_addr", "one"),
                                        tuple(12, "nodelist.node.ring0_addr", "two")));
    }

    @Test
    void theIpVersionSaysWhichAddressOfANameCounts() throws Exception {
        var hosts = Map.of("one", "fd00::1 10.0.0.1", "two", "10.0.0.2 fd00::2");
        var machine = Machine.with("10.0.0.1", "fd00:0:0:0:0:0:0:1");
        for (var expected : Map.of("ipv4", "10.0.0.2", "ipv6", "fd00::2", "ipv4-6", "10.0.0.2", "ipv6-4", "fd00::2")
                .entrySet()) {
            String text = TestFiles.cluster("ip_version: " + expected.getKey(), "", "")
                    .replace("10.0.0.1", "one")
                    .replace("10.0.0.2", "two");
            var members = resolve(text, "", machine, hosts);
            assertThat(members.nodes().getLast().addresses()).containsEntry(0, at(expected.getValue(), 5405));
        }
    }

    @Test
    void oneLinkHasOneFamily() {
        String text = TestFiles.cluster("", "", "").replace("10.0.0.2", "fd00::2");
        assertProblems(text, "", Machine.with("10.0.0.1"))
                .hasMessage(
                        "c:12: nodelist.node.ring0_addr: found \"fd00::2\", is fd00:0:0:0:0:0:0:2, but the first node has 10.0.0.1; use either IPv4 or IPv6 for all nodes of a link");
    }

    @Test
    void portsAreNumberedByLinkUnlessTheInterfaceSaysOtherwise() throws Exception {
        String text = TestFiles.cluster("interface {\nlinknumber: 2\nmcastport: 5500\n}", "", "")
                .replace("10.0.0.1", "10.0.0.1\nring1_addr: 10.1.0.1\nring2_addr: 10.2.0.1")
                .replace("10.0.0.2", "10.0.0.2\nring1_addr: 10.1.0.2\nring2_addr: 10.2.0.2");
        var members = resolve(text, "", Machine.with("10.0.0.1", "10.1.0.1", "10.2.0.1"), Map.of());
        assertThat(members.local().addresses().values())
                .containsExactly(at("10.0.0.1", 5405), at("10.1.0.1", 5406), at("10.2.0.1", 5500));
    }

    @Test
    void allLinksOfTheLocalNodeMustBeOnThisMachine() {
        String text = TestFiles.cluster("", "", "")
                .replace("10.0.0.1", "10.0.0.1\nring1_addr: 10.1.0.1")
                .replace("10.0.0.2", "10.0.0.2\nring1_addr: 10.1.0.2");
        assertProblems(text, "", Machine.with("10.0.0.1"))
                .hasMessageStartingWith("c:8: nodelist.node.ring1_addr: found \"10.1.0.1\"");
    }

    @Test
    void twoNamesForOneAddressAreFoundOut() {
        String text = TestFiles.cluster("", "", "").replace("10.0.0.2", "one");
        assertThatThrownBy(() -> resolve(text, "n1", Machine.with("10.0.0.1"), Map.of("one", "10.0.0.1")))
                .hasMessageContaining(
                        "c:12: nodelist.node.ring0_addr: found \"one\", is 10.0.0.1, which is an address of node n1, too");
    }

    @Test
    void aNodeIdThatIsNotGivenIsTheIpv4Address() throws Exception {
        var twelve = ClusterMembers.resolve(
                ClusterConfig.load(TestFiles.real(12)),
                Optional.empty(),
                hosts(Map.of()),
                Machine.with("172.16.0.100"));
        assertThat(Integer.toUnsignedString(twelve.localNodeId())).isEqualTo("2886729828");
        var thirteen = ClusterMembers.resolve(
                ClusterConfig.load(TestFiles.real(13)), Optional.empty(), hosts(Map.of()), Machine.with("10.128.0.10"));
        assertThat(thirteen.localNodeId()).isEqualTo(176160778);
        assertThat(thirteen.local().addresses()).containsEntry(0, at("10.128.0.10", 5407));
    }

    @Test
    void theHighBitOfADerivedNodeIdCanBeCleared() throws Exception {
        String text = TestFiles.text(TestFiles.real(12)).replace("version: 2", "version: 2\nclear_node_high_bit: yes");
        assertThat(resolve(text, "node-0", Machine.with("172.16.0.100"), Map.of())
                        .localNodeId())
                .isEqualTo((int) 2886729828L & Integer.MAX_VALUE);
    }

    @Test
    void aDerivedNodeIdMustBePossibleAndFree() {
        String six = TestFiles.cluster("transport: udpu", "", "")
                .replaceAll("nodeid.*", "")
                .replace("10.0.0.", "fd00::");
        assertProblems(six, "", Machine.with("fd00:0:0:0:0:0:0:1"))
                .hasMessageContaining("nodelist.node.nodeid: is missing, and can only be taken from an IPv4 address");
        String taken = TestFiles.cluster("transport: udpu", "", "")
                .replace("nodeid: 1", "")
                .replace("nodeid: 2", "nodeid: 167772161");
        assertProblems(taken, "", Machine.with("10.0.0.1"))
                .hasMessageContaining("found \"167772161\", is the node id of node n1, too");
    }

    @Test
    void nodesAreOrderedByTheirUnsignedIds() throws Exception {
        String text = TestFiles.cluster("transport: udpu", "", "").replace("nodeid: 1", "nodeid: 4294967295");
        var members = resolve(text, "n1", Machine.with("10.0.0.1"), Map.of());
        assertThat(members.nodes()).extracting(ResolvedNode::nodeId).containsExactly(2, -1);
    }

    @Test
    void withoutNodelistTheLocalNodeIsTheOneInTheNetworkOfBindnetaddr() throws Exception {
        var config = ClusterConfig.load(TestFiles.real(20));
        var members = ClusterMembers.resolve(
                config, Optional.empty(), hosts(Map.of()), Machine.with("10.0.0.1", "192.168.1.77"));
        assertThat(members.nodes()).containsExactly(members.local());
        assertThat(Integer.toUnsignedString(members.localNodeId())).isEqualTo("3232235853");
        assertThat(members.local().addresses()).containsExactly(Map.entry(0, at("192.168.1.77", 5405)));
        var nineteen = ClusterConfig.load(TestFiles.real(19)); // with clear_node_high_bit
        assertThat(ClusterMembers.resolve(nineteen, Optional.of("x"), hosts(Map.of()), Machine.with("192.168.102.3"))
                        .local())
                .isEqualTo(new ResolvedNode(0x40a86603, "x", 1, new TreeMap<>(Map.of(0, at("192.168.102.3", 5405)))));
    }

    @Test
    void anExactBindnetaddrWinsOverItsNetwork() throws Exception {
        String text = TestFiles.text(TestFiles.real(20)).replace("192.168.1.0", "192.168.1.9");
        assertThat(resolve(text, "", Machine.with("192.168.1.7", "192.168.1.9"), Map.of())
                        .local()
                        .addresses())
                .containsEntry(0, at("192.168.1.9", 5405));
    }

    @Test
    void aBindnetaddrOfAnotherNetworkIsRefusedWithItsLine() {
        assertProblems(TestFiles.text(TestFiles.real(20)), "", Machine.with("10.0.0.1"))
                .hasMessage(
                        "c:11: totem.interface.bindnetaddr: found \"192.168.1.0\", is neither an address of this machine nor the network of one; correct it, or bring the network up");
    }

    @Test
    void loopbackAddressesOfOneMachineMakeAClusterOfSeveralNodes() throws Exception {
        String text = TestFiles.cluster("", "", "").replace("10.0.0.", "127.0.0.");
        var config = ClusterConfig.parse(text, "c");
        var members = ClusterMembers.resolve(config, Optional.of("n2"), NameResolver.system(), LocalAddresses.system());
        assertThat(members.localNodeId()).isEqualTo(2);
        assertThat(members.local().addresses()).containsEntry(0, at("127.0.0.2", 5405));
    }

    @Test
    void theSystemKnowsItsOwnAddressesByBindingThem() {
        var system = LocalAddresses.system();
        assertThat(system.contains(InetAddress.ofLiteral("127.0.0.1"))).isTrue();
        assertThat(system.contains(InetAddress.ofLiteral("127.4.5.6"))).isTrue();
        assertThat(system.contains(InetAddress.ofLiteral("192.0.2.1"))).isFalse();
        assertThat(system.contains(InetAddress.ofLiteral("0.0.0.0"))).isFalse();
        assertThat(system.contains(InetAddress.ofLiteral("239.1.2.3"))).isFalse();
        assertThat(system.interfaces()).anyMatch(a -> a.address().isLoopbackAddress());
    }
}
