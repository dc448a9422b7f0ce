package org.quorate.config;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A {@code corosync.conf} as it stands: sections, keys, and everything between them.
 *
 * <p>A document never changes; each change gives a new one, in which all lines that are not concerned are the same,
 * byte for byte. Sections are places in one document: take them anew from the new one.
 */
public final class CorosyncConf {
    /**
     * A line with a key.
     *
     * @param line counted from 1
     */
    public record Entry(String key, String value, int line) {}

    /**
     * What stands between two braces.
     *
     * @param name empty for the file as a whole
     * @param line where it begins, counted from 1; 0 for the file as a whole
     * @param lastLine where its closing brace is; the line after the last for the file as a whole
     * @param entries its keys, in the order of the file
     * @param sections the sections in it, in the order of the file
     */
    public record Section(String name, int line, int lastLine, List<Entry> entries, List<Section> sections) {
        /** Takes copies of the lists. */
        public Section {
            entries = List.copyOf(entries);
            sections = List.copyOf(sections);
        }

        /** The entry that counts: the last one with this key. */
        public Optional<Entry> entry(String key) {
            return entries.reversed().stream().filter(e -> e.key().equals(key)).findFirst();
        }

        /** The value that counts. */
        public Optional<String> value(String key) {
            return entry(key).map(Entry::value);
        }

        /** The sections of one name directly in this one. */
        public List<Section> sections(String wanted) {
            return sections.stream().filter(s -> s.name().equals(wanted)).toList();
        }
    }

    private final String fileName;
    private final Charset charset;
    private final List<String> lines;
    private final Section root;

    CorosyncConf(String fileName, Charset charset, List<String> lines, Section root) {
        this.fileName = fileName;
        this.charset = charset;
        this.lines = List.copyOf(lines);
        this.root = root;
    }

    /**
     * Reads a text.
     *
     * @param fileName for messages
     * @throws ConfigurationException with every line that is neither comment, section nor key
     */
    public static CorosyncConf parse(String text, String fileName) throws ConfigurationException {
        return ConfReading.of(text, fileName, StandardCharsets.UTF_8).complete();
    }

    /**
     * Reads a file; bytes that are not UTF-8 are kept as they are.
     *
     * @throws ConfigurationException also if the file cannot be read
     */
    public static CorosyncConf read(Path file) throws ConfigurationException {
        return ConfReading.of(file).complete();
    }

    /** Name of the file, for messages. */
    public String fileName() {
        return fileName;
    }

    /** The file as a whole: its top-level sections and keys. */
    public Section root() {
        return root;
    }

    /** All sections at a place, as in {@code nodelist.node}, in the order of the file; empty path: the file as a whole. */
    public List<Section> sections(String path) {
        List<Section> found = List.of(root);
        for (String name : path.isEmpty() ? new String[0] : path.split("\\.", -1)) {
            found = found.stream().flatMap(s -> s.sections(name).stream()).toList();
        }
        return found;
    }

    /** The text; that of an unchanged document is what was parsed. */
    public String text() {
        return String.join("", lines);
    }

    /**
     * Writes the document beside the file and renames it, so that a reader finds the old or the new one, whatever
     * happens. The rights of the old one are kept, since a file with {@code totem.key} in it may be nobody else's.
     */
    public void write(Path file) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        var rights = Files.exists(file)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(Files.getPosixFilePermissions(file))}
                : new FileAttribute<?>[0];
        try (var out = FileChannel.open(fresh, Set.of(CREATE_NEW, WRITE), rights)) {
            var bytes = ByteBuffer.wrap(text().getBytes(charset));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Sets a key at a place, as in {@code totem.config_version}; sections that are missing are added at the end.
     *
     * @throws IllegalArgumentException if the line would not be read back as it was meant
     */
    public CorosyncConf with(String path, String value) {
        int dot = path.lastIndexOf('.');
        String key = path.substring(dot + 1);
        String place = path.substring(0, Math.max(dot, 0));
        CorosyncConf grown = dot < 0 ? this : grownTo(place);
        List<Section> there = grown.sections(place);
        Section effective = there.reversed().stream()
                .filter(s -> s.entry(key).isPresent())
                .findFirst()
                .orElse(there.getFirst());
        return grown.with(effective, key, value);
    }

    private CorosyncConf grownTo(String place) {
        CorosyncConf grown = this;
        for (int dot = place.indexOf('.'); ; dot = place.indexOf('.', dot + 1)) {
            String upTo = dot < 0 ? place : place.substring(0, dot);
            if (grown.sections(upTo).isEmpty()) {
                int last = upTo.lastIndexOf('.');
                Section parent =
                        grown.sections(upTo.substring(0, Math.max(last, 0))).getFirst();
                grown = grown.withSection(parent, upTo.substring(last + 1), Map.of());
            }
            if (dot < 0) {
                return grown;
            }
        }
    }

    /**
     * Sets a key: the entry that counts gets the value, or a line is added after the last key of the section.
     *
     * @param section of this document
     * @throws IllegalArgumentException if the line would not be read back as it was meant
     */
    public CorosyncConf with(Section section, String key, String value) {
        return reread(ConfEditor.set(lines, own(section), key, value));
    }

    /**
     * Removes all entries with this key from the section.
     *
     * @param section of this document
     */
    public CorosyncConf without(Section section, String key) {
        return reread(ConfEditor.remove(lines, own(section), key));
    }

    /**
     * Adds a section after the last of the same name, or else at the end of the parent.
     *
     * @param parent of this document
     * @param keys in the order in which they are to stand
     * @throws IllegalArgumentException if a line would not be read back as it was meant
     */
    public CorosyncConf withSection(Section parent, String name, Map<String, String> keys) {
        return reread(ConfEditor.addSection(lines, own(parent), name, keys));
    }

    /**
     * Removes a section with all that is in it.
     *
     * @param section of this document, but not the file as a whole
     */
    public CorosyncConf without(Section section) {
        if (section.line() == 0) {
            throw new IllegalArgumentException("the file as a whole is no section that can be removed");
        }
        return reread(ConfEditor.removeSection(lines, own(section)));
    }

    private Section own(Section section) {
        if (!contains(root, section)) {
            throw new IllegalArgumentException("section " + section.name() + " is of another document");
        }
        return section;
    }

    private static boolean contains(Section outer, Section wanted) {
        return outer.equals(wanted) || outer.sections().stream().anyMatch(s -> contains(s, wanted));
    }

    private CorosyncConf reread(List<String> changed) {
        String text = String.join("", changed);
        if (!charset.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException(fileName + " is in " + charset + ", which cannot write this");
        }
        try {
            return ConfReading.of(text, fileName, charset).complete();
        } catch (ConfigurationException e) {
            throw new IllegalArgumentException("the change would make the file unreadable: " + e.getMessage(), e);
        }
    }

    /** The text. */
    @Override
    public String toString() {
        return text();
    }
}
