package org.quorate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may not be said of links and keys: refused with the line and the rule. */
class BadLinksTest {
    private static final String GOOD = """
            totem {
              version: 2
              crypto_cipher: aes256
              crypto_hash: sha256
              interface {
                linknumber: 1
                knet_link_priority: 255
              }
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

    @Test
    void theFileItselfIsGood() {
        assertThat(TestFiles.problems(GOOD)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aes256            | aes512            | :3: totem.crypto_cipher: found \"aes512\", must be none, aes256, aes192 or aes128",
                "sha256            | sha3              | :4: totem.crypto_hash: found \"sha3\", must be none, md5, sha1, sha256,",
                "crypto_hash: sha256 | crypto_hash: none | :4: totem.crypto_hash: found \"none\", must not be none with crypto_cipher",
                "priority: 255     | priority: 256     | :7: totem.interface.knet_link_priority: found \"256\", must be a number from 0 to 255",
                "priority: 255     | priority: -1      | :7: totem.interface.knet_link_priority: found \"-1\", must be a number from 0 to 255",
                "linknumber: 1     | linknumber: 8     | :6: totem.interface.linknumber: found \"8\", must be a number from 0 to 7",
                "ring1_addr: 10.1.0.2 | ring8_addr: 10.1.0.2 | :21: nodelist.node.ring8_addr: found \"10.1.0.2\", must be of a link from 0 to 7",
                "ring1_addr: 10.1.0.2 | ring2_addr: 10.1.0.2 | ring1_addr: is missing, other nodes have an address on link 1",
                "ring1_addr: 10.1.0.2 | ring1_addr: 10.0.0.2 | :21: nodelist.node.ring1_addr: found \"10.0.0.2\", is the address of another link"
            })
    void isRefusedWithItsLineAndTheRule(String good, String bad, String problem) {
        assertThat(TestFiles.problems(GOOD.replace(good, bad))).anyMatch(line -> line.contains(problem));
    }

    @Test
    void namesThatAreOneAddressAreRefusedWhenTheyAreResolved() throws Exception {
        var config = ClusterConfig.parse(GOOD.replace("10.1.0.2", "n2-backup"), "c");
        NameResolver resolver = name -> List.of(InetAddress.ofLiteral(name.equals("n2-backup") ? "10.0.0.2" : name));
        assertThatThrownBy(() -> ClusterMembers.resolve(config, Optional.of("n1"), resolver, LocalAddresses.system()))
                .hasMessageContaining("c:21: nodelist.node.ring1_addr: found \"n2-backup\", is 10.0.0.2, which is the"
                        + " address of another link of this node, too");
    }
}
