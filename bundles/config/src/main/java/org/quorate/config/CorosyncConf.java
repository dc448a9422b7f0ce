package org.quorate.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
     * @param lastLine where its closing brace is
     * @param entries its keys, in the order of the file
     * @param sections the sections in it, in the order of the file
     */
    public record Section(String name, int line, int lastLine, List<Entry> entries, List<Section> sections) {
        /** The entry that counts: the last one with this key. */
        public Optional<Entry> entry(String key) {
            return entries.stream().filter(e -> e.key().equals(key)).reduce((_, last) -> last);
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

    private CorosyncConf() {}

    /**
     * Reads a text.
     *
     * @param fileName for messages
     * @throws ConfigurationException with every line that is neither comment, section nor key
     */
    public static CorosyncConf parse(String text, String fileName) throws ConfigurationException {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads a file; bytes that are not UTF-8 are kept as they are.
     *
     * @throws ConfigurationException also if the file cannot be read
     */
    public static CorosyncConf read(Path file) throws ConfigurationException {
        throw new UnsupportedOperationException();
    }

    /** Name of the file, for messages. */
    public String fileName() {
        throw new UnsupportedOperationException();
    }

    /** The file as a whole: its top-level sections and keys. */
    public Section root() {
        throw new UnsupportedOperationException();
    }

    /** All sections at a place, as in {@code nodelist.node}, in the order of the file. */
    public List<Section> sections(String path) {
        throw new UnsupportedOperationException();
    }

    /** The text; that of an unchanged document is what was parsed. */
    public String text() {
        throw new UnsupportedOperationException();
    }

    /** Writes the document beside the file and renames it, so that a reader finds the old or the new one. */
    public void write(Path file) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Sets a key at a place, as in {@code totem.config_version}; sections that are missing are added at the end. */
    public CorosyncConf with(String path, String value) {
        throw new UnsupportedOperationException();
    }

    /** Sets a key: the entry that counts gets the value, or a line is added to the section. */
    public CorosyncConf with(Section section, String key, String value) {
        throw new UnsupportedOperationException();
    }

    /** Removes all entries with this key from the section. */
    public CorosyncConf without(Section section, String key) {
        throw new UnsupportedOperationException();
    }

    /** Adds a section after the last of the same name, or else at the end of the parent. */
    public CorosyncConf withSection(Section parent, String name, Map<String, String> keys) {
        throw new UnsupportedOperationException();
    }

    /** Removes a section with all that is in it. */
    public CorosyncConf without(Section section) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String toString() {
        return text();
    }
}
