package org.quorate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quorate.config.CorosyncConf.Entry;

class CorosyncConfTest {
    @Test
    void keysNeedNoBlankAndBlanksAroundThemAreDropped() throws Exception {
        var conf = CorosyncConf.parse("totem{\r\n\ttransport:udpu \t\r\n  name  :  a  b  \n}  \n", "c");
        assertThat(conf.sections("totem").getFirst().entries())
                .containsExactly(new Entry("transport", "udpu", 2), new Entry("name", "a  b", 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"interface {", "interface{", "interface: {", "interface:{", " interface : { ", "interface:: {"})
    void aColonBeforeTheBraceIsNotPartOfTheName(String opening) throws Exception {
        var conf = CorosyncConf.parse("totem {\n" + opening + "\n}\n}\n", "c");
        assertThat(conf.sections("totem.interface")).hasSize(1);
    }

    @Test
    void commentsAreLinesOfTheirOwnAndOtherwiseBelongToTheValue() throws Exception {
        var conf = CorosyncConf.parse("# one\n \t# two { :\nname: a # three\naddress: fd00::1", "c");
        assertThat(conf.root().entries())
                .containsExactly(new Entry("name", "a # three", 3), new Entry("address", "fd00::1", 4));
    }

    @Test
    void theLastOfSeveralValuesCountsAndUnknownSectionsAreKept() throws Exception {
        var conf = CorosyncConf.parse("service {\n ver: 0\n ver: 1\n}\ncompatibility: whitetank\n", "c");
        assertThat(conf.sections("service").getFirst().value("ver")).hasValue("1");
        assertThat(conf.root().value("compatibility")).hasValue("whitetank");
        assertThat(conf.sections("nothing.here")).isEmpty();
    }

    @Test
    void sectionsKnowTheirLines() throws Exception {
        var conf = CorosyncConf.parse("\na {\n b {\n }\n}\n", "c");
        var a = conf.sections("a").getFirst();
        assertThat(List.of(a.line(), a.lastLine())).containsExactly(2, 5);
        assertThat(List.of(conf.root().line(), conf.root().lastLine())).containsExactly(0, 6);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "compatibility whitetank | :1: found \"compatibility whitetank\", must be \"name {\"",
                "totem { version: 2 }    | :1: found \"totem { version: 2 }\", must have nothing after its opening brace",
                "} totem                 | :1: found \"} totem\", must have nothing beside its closing brace",
                "{                       | :1: found \"{\", must have a name",
                "to ken: 1               | :1: found \"to ken: 1\", must have a key made of letters",
                ": 1                     | :1: found \": 1\", must have a key made of letters",
                "}                       | :1: found \"}\", must not close what was never opened",
                "totem {                 | :1: totem: is never closed",
            })
    void aLineThatIsNeitherIsRefusedWithItsNumber(String line, String problem) {
        assertThatThrownBy(() -> CorosyncConf.parse(line, "c"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("c" + problem);
    }

    @Test
    void aZeroByteIsNotText() {
        assertThatThrownBy(() -> CorosyncConf.parse("a: 1\nb: \0\n", "c"))
                .hasMessageStartingWith("c:2: found \"b: ?\", must be text");
    }

    @Test
    void linesAreAsLongAsCorosyncTakesThem() throws Exception {
        String longest = "a: " + "x".repeat(507);
        assertThat(CorosyncConf.parse(longest + "\n", "c").text()).hasSize(511);
        assertThatThrownBy(() -> CorosyncConf.parse("#" + longest, "c")).hasMessageContaining("at most 510 bytes");
        assertThatThrownBy(() -> CorosyncConf.parse("a: " + "\u00e4".repeat(254), "c"))
                .hasMessageContaining("510 bytes");
    }

    @Test
    void sectionsNestAsDeepAsCorosyncCanNameThem() throws Exception {
        assertThat(CorosyncConf.parse("s {\n".repeat(100) + "}\n".repeat(100), "c")
                        .sections("s"))
                .hasSize(1);
        assertThatThrownBy(() -> CorosyncConf.parse("s {\n".repeat(5000) + "}\n".repeat(5000), "c"))
                .hasMessageContaining("must not be nested this deep");
    }

    @Test
    void oneBraceThatIsWrongDoesNotMakeTheOthersWrong() {
        assertThatThrownBy(() -> CorosyncConf.parse("a { b\n c\n}\n}\n}\n", "c"))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems()).extracting(Problem::line).containsExactly(1, 2));
    }

    @Test
    void bytesThatAreNotUtf8AreKept(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("corosync.conf");
        byte[] latin1 = {'#', ' ', (byte) 0xe4, '\n', 'a', ':', '1', '\n'};
        Files.write(file, latin1);
        CorosyncConf.read(file).with("a", "2").write(file);
        assertThat(Files.readAllBytes(file)).containsExactly('#', ' ', 0xe4, '\n', 'a', ':', '2', '\n');
        assertThatThrownBy(() -> CorosyncConf.read(file).with("a", "\u0416")).hasMessageContaining("ISO-8859-1");
    }

    @Test
    void aFileKeepsItsRightsAndWhatAnInterruptedWriteLeftIsNoObstacle(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("corosync.conf"), "totem {\n key: secret\n}\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(folder.resolve("corosync.conf.new"), "half of");
        CorosyncConf.read(file).with("totem.version", "2").write(file);
        assertThat(file).hasContent("totem {\n key: secret\n version: 2\n}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aFileThatCannotBeReadIsAProblemToo(@TempDir Path folder) throws Exception {
        Path missing = folder.resolve("corosync.conf");
        assertThatThrownBy(() -> CorosyncConf.read(missing))
                .hasMessage(missing + ": does not exist; create it, or name the file of this node");
        assertThatThrownBy(() -> CorosyncConf.read(folder))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cannot be read");
        Files.write(missing, new byte[(1 << 20) + 1]);
        assertThatThrownBy(() -> CorosyncConf.read(missing)).hasMessageContaining("must be at most 1048576 bytes");
    }
}
