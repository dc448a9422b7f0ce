package org.quorate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in a file, the answer is a configuration or a list of problems. */
class ConfFileFuzzTest {
    /** {@code -Dquorate.long=true}: a hundred thousand files in all instead of three thousand. */
    private static final int ROUNDS = Boolean.getBoolean("quorate.long") ? 33_334 : 1000;

    private static final String[] PIECES = {
        "{",
        "}",
        ":",
        "#",
        "\n",
        "\r\n",
        "\0",
        " ",
        "nodeid: 0\n",
        "totem {\n",
        "99999999999999999999",
        "-1",
        "\u00e4",
        "interface {\nlinknumber: 3\n}\n",
        "nodelist {\n",
        "transport: udp\n",
        "ring1_addr: x\n",
        "device {\nmodel: net\n}\n",
    };

    private static final LocalAddresses EVERYWHERE = new LocalAddresses() {
        @Override
        public boolean contains(InetAddress address) {
            return address.hashCode() % 2 == 0;
        }

        @Override
        public List<InterfaceAddress> interfaces() {
            return List.of(new InterfaceAddress(InetAddress.ofLiteral("192.168.1.5"), 8));
        }
    };

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void mutatedFilesAreReadOrRefusedAndAlwaysKept(long seed) {
        var random = new Random(seed);
        var files = new ArrayList<>(TestFiles.real());
        files.addAll(TestFiles.handbook());
        for (int round = 0; round < ROUNDS; round++) {
            String text = mutated(files, random);
            try {
                judge(text);
            } catch (RuntimeException | StackOverflowError e) {
                fail("seed " + seed + ", round " + round + ", text:\n" + text, e);
            }
        }
    }

    private static void judge(String text) {
        assertThat(ConfReading.of(text, "c", StandardCharsets.UTF_8).document().text())
                .isEqualTo(text);
        try {
            var config = ClusterConfig.parse(text, "c");
            if (!config.document().sections("nodelist").isEmpty()) {
                config.document().with("totem.config_version", "7");
            }
            ClusterMembers.resolve(config, Optional.empty(), ConfFileFuzzTest::literal, EVERYWHERE);
        } catch (ConfigurationException e) {
            assertThat(e.problems())
                    .isNotEmpty()
                    .allSatisfy(p -> assertThat(p.toString()).doesNotContain("\n"));
        }
    }

    private static List<InetAddress> literal(String name) {
        try {
            return List.of(InetAddress.ofLiteral(name));
        } catch (IllegalArgumentException e) {
            return List.of(InetAddress.ofLiteral("10.9.8." + (name.hashCode() & 127)));
        }
    }

    private static String mutated(List<Path> files, Random random) {
        var text = new StringBuilder(TestFiles.text(files.get(random.nextInt(files.size()))));
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(5)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.setCharAt(at, (char) random.nextInt(256));
                case 2 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 3 -> swapLines(text, random);
                default -> text.delete(at, Math.min(text.length(), at + random.nextInt(80)));
            }
            if (text.isEmpty()) {
                text.append('\n');
            }
        }
        return text.toString();
    }

    private static void swapLines(StringBuilder text, Random random) {
        String[] lines = text.toString().split("\n", -1);
        int one = random.nextInt(lines.length);
        int other = random.nextInt(lines.length);
        String kept = lines[one];
        lines[one] = lines[other];
        lines[other] = kept;
        text.setLength(0);
        text.append(String.join("\n", Arrays.asList(lines)));
    }
}
