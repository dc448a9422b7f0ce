package org.quorate.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Files of real clusters, and others, as test resources. */
final class TestFiles {
    private TestFiles() {}

    /** From public repositories, byte for byte. */
    static List<Path> real() {
        return list(resource("corosync-conf"));
    }

    /** Examples of handbooks. */
    static List<Path> handbook() {
        return list(resource("seeds-two-rings.conf").resolveSibling("")).stream()
                .filter(file -> file.getFileName().toString().startsWith("seeds-"))
                .toList();
    }

    /** A real file by its number. */
    static Path real(int number) {
        String prefix = String.format("%02d-", number);
        return real().stream()
                .filter(file -> file.getFileName().toString().startsWith(prefix))
                .findFirst()
                .orElseThrow();
    }

    static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(TestFiles.class.getResource("/" + name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The problems of a text without the name of the file in front. */
    static List<String> problems(String text) {
        try {
            ClusterConfig.parse(text, "c");
            return List.of();
        } catch (ConfigurationException e) {
            return e.problems().stream().map(p -> p.toString().substring(1)).toList();
        }
    }

    /** Two knet nodes; the arguments are put into the sections. */
    static String cluster(String totem, String nodes, String quorum) {
        return """
                totem {
                  version: 2
                  %s
                }
                nodelist {
                  node {
                    ring0_addr: 10.0.0.1
                    name: n1
                    nodeid: 1
                  }
                  node {
                    ring0_addr: 10.0.0.2
                    name: n2
                    nodeid: 2
                  }
                  %s
                }
                quorum {
                  provider: corosync_votequorum
                  %s
                }
                """.formatted(totem, nodes, quorum);
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
