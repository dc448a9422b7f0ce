package org.quorate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationChangeTest {
    private static CorosyncConf parse(String text) throws ConfigurationException {
        return CorosyncConf.parse(text, "c");
    }

    @Test
    void onlyTheValueOfTheLineChanges() throws Exception {
        String text = "# head\r\ntotem {\r\n\ttoken:     3000  \r\n\t# why\r\n}\r\n";
        assertThat(parse(text).with("totem.token", "5000").text()).isEqualTo(text.replace("3000", "5000"));
    }

    @Test
    void aRealFileKeepsEveryOtherByte() throws Exception {
        String text = TestFiles.text(TestFiles.real(2));
        var raised = parse(text).with("totem.config_version", "12");
        assertThat(raised.text()).isEqualTo(text.replace("config_version: 11", "config_version: 12"));
    }

    @Test
    void aKeyThatIsGivenTwiceIsChangedWhereItCounts() throws Exception {
        var conf = parse("totem {\n a: 1\n}\ntotem {\n a: 2\n a: 3\n}\n").with("totem.a", "4");
        assertThat(conf.text()).isEqualTo("totem {\n a: 1\n}\ntotem {\n a: 2\n a: 4\n}\n");
    }

    @Test
    void anEmptyValueIsFilledIn() throws Exception {
        assertThat(parse("a:\r\n").with("a", "x").text()).isEqualTo("a: x\r\n");
        assertThat(parse("a: x\n").with("a", "").text()).isEqualTo("a: \n");
    }

    @Test
    void aNewKeyStandsAfterTheOthersAndIsIndentedLikeThem() throws Exception {
        var conf = parse("totem {\n\tversion: 2\n\tinterface {\n\t}\n}\n").with("totem.token", "5000");
        assertThat(conf.text()).isEqualTo("totem {\n\tversion: 2\n\ttoken: 5000\n\tinterface {\n\t}\n}\n");
    }

    @Test
    void aNewKeyKeepsTheLineEndsOfTheFile() throws Exception {
        assertThat(parse("totem {\r\n}").with("totem.version", "2").text()).isEqualTo("totem {\r\n  version: 2\r\n}");
        assertThat(parse("a: 1").with("b", "2").text()).isEqualTo("a: 1\nb: 2\n");
    }

    @Test
    void missingSectionsAreAddedAtTheEnd() throws Exception {
        var conf = parse("totem {\n    version: 2\n}").with("quorum.device.model", "net");
        assertThat(conf.text())
                .isEqualTo("totem {\n    version: 2\n}\n\nquorum {\n    device {\n        model: net\n    }\n}\n");
    }

    @Test
    void anEmptyFileCanBeBuiltUp() throws Exception {
        var conf = parse("").with("totem.version", "2").with("quorum.provider", "corosync_votequorum");
        assertThat(conf.text()).isEqualTo("totem {\n  version: 2\n}\n\nquorum {\n  provider: corosync_votequorum\n}\n");
    }

    @Test
    void aNodeIsAddedAfterTheLastAndLooksLikeIt() throws Exception {
        var conf = CorosyncConf.read(TestFiles.real(3));
        var keys = new LinkedHashMap<>(Map.of("name", "pve4"));
        keys.put("nodeid", "4");
        keys.put("ring0_addr", "100.90.1.1");
        var grown = conf.withSection(conf.sections("nodelist").getFirst(), "node", keys);
        assertThat(grown.text()).isEqualTo(conf.text().replace("""
                    ring0_addr: 100.90.57.143
                  }
                """, """
                    ring0_addr: 100.90.57.143
                  }
                  node {
                    name: pve4
                    nodeid: 4
                    ring0_addr: 100.90.1.1
                  }
                """));
        assertThat(ClusterConfig.of(grown).nodes()).hasSize(4);
    }

    @Test
    void nodesThatStandApartStayApart() throws Exception {
        var conf = parse("nodelist {\n  node {\n  }\n\n  node {\n  }\n}\n");
        var grown = conf.withSection(conf.sections("nodelist").getFirst(), "node", Map.of("nodeid", "3"));
        assertThat(grown.text())
                .isEqualTo("nodelist {\n  node {\n  }\n\n  node {\n  }\n\n  node {\n    nodeid: 3\n  }\n}\n");
    }

    @Test
    void addingAndRemovingANodeGivesTheFileBack() throws Exception {
        for (int number : List.of(1, 3, 5, 9, 11, 12, 13)) {
            var conf = CorosyncConf.read(TestFiles.real(number));
            var grown = conf.withSection(conf.sections("nodelist").getFirst(), "node", Map.of("nodeid", "99"));
            var shrunk = grown.without(grown.sections("nodelist.node").getLast());
            assertThat(shrunk.text()).as("file %d", number).isEqualTo(conf.text());
        }
    }

    @Test
    void aSectionGoesWithItsContentAndTheCommentsAroundItStay() throws Exception {
        var conf = parse("# a\n\na {\n x: 1\n # inner\n}\n\n# b\nb {\n}\n");
        assertThat(conf.without(conf.sections("a").getFirst()).text()).isEqualTo("# a\n\n# b\nb {\n}\n");
    }

    @Test
    void aKeyIsRemovedWhereverItIsInTheSection() throws Exception {
        var conf = CorosyncConf.parse("a {\n x: 1\n # why\n x: 2\n y: 3\n}\n", "c");
        assertThat(conf.without(conf.sections("a").getFirst(), "x").text()).isEqualTo("a {\n # why\n y: 3\n}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "{", " blank in front", "blank behind ", "carriage return\r"})
    void aValueThatWouldBeReadOtherwiseIsNotWritten(String value) throws Exception {
        var conf = parse("a: 1\n");
        assertThatIllegalArgumentException().isThrownBy(() -> conf.with("a", value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#", "b c", "a{", "k: v", "\u00e4"})
    void aNameThatWouldBeReadOtherwiseIsNotWritten(String name) throws Exception {
        var conf = parse("a: 1\n");
        assertThatIllegalArgumentException().isThrownBy(() -> conf.with(conf.root(), name, "1"));
        assertThatIllegalArgumentException().isThrownBy(() -> conf.withSection(conf.root(), name, Map.of()));
    }

    @Test
    void aLineThatWouldBeTooLongIsNotWritten() throws Exception {
        var conf = parse("a: 1\n");
        assertThatIllegalArgumentException().isThrownBy(() -> conf.with("a", "x".repeat(600)));
    }

    @Test
    void sectionsOfAnotherDocumentAreNotMistaken() throws Exception {
        var conf = parse("a {\n x: 1\n}\n");
        var changed = conf.with("a.x", "2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> changed.without(conf.sections("a").getFirst()))
                .withMessageContaining("another document");
        assertThatIllegalArgumentException().isThrownBy(() -> conf.without(conf.root()));
    }
}
