package org.quorate.launcher.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.Properties;

/** Figures of peers from another machine, for where no peer runs; the resource says which. */
final class Recorded {
    private static final String RESOURCE = "recorded.properties";

    private final Properties figures = new Properties();

    private Recorded() {}

    /** Those that come with the program; none for another number of nodes or another transport than they are of. */
    static Recorded of(int nodes, Wire wire) {
        var recorded = new Recorded();
        if (nodes == BenchOptions.USUAL_NODES && wire.equals(Wire.USUAL)) {
            recorded.load();
        }
        return recorded;
    }

    private void load() {
        try (InputStream in = Recorded.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing in the program");
            }
            figures.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In one line. */
    String source() {
        return figures.getProperty("source", "");
    }

    OptionalDouble figure(String id) {
        String text = figures.getProperty(id);
        return text == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
    }

    /** How many figures there are. */
    int count() {
        return Math.max(0, figures.size() - 1); // the source is no figure
    }
}
