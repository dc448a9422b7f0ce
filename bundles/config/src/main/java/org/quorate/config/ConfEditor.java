package org.quorate.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.quorate.config.CorosyncConf.Entry;
import org.quorate.config.CorosyncConf.Section;

/** Changes single lines and leaves all others as they are; what is new is laid out like what stands beside it. */
final class ConfEditor {
    private ConfEditor() {}

    static List<String> set(List<String> lines, Section section, String key, String value) {
        requireReadable(key, value);
        return section.entry(key)
                .map(entry -> replaced(lines, entry, value))
                .orElseGet(() -> added(lines, section, key, value));
    }

    private static List<String> replaced(List<String> lines, Entry entry, String value) {
        var changed = new ArrayList<>(lines);
        String raw = lines.get(entry.line() - 1);
        int colon = raw.indexOf(':');
        int start = entry.value().isEmpty() ? colon + 1 : raw.indexOf(entry.value(), colon + 1);
        String before = raw.substring(0, start);
        String after = raw.substring(start + entry.value().length());
        changed.set(entry.line() - 1, before + (entry.value().isEmpty() ? " " : "") + value + after);
        return changed;
    }

    private static List<String> added(List<String> lines, Section section, String key, String value) {
        int at = section.entries().isEmpty()
                ? (section.line() == 0 ? lines.size() : section.line())
                : section.entries().getLast().line();
        return inserted(lines, at, List.of(innerIndent(lines, section) + key + ": " + value));
    }

    static List<String> remove(List<String> lines, Section section, String key) {
        var changed = new ArrayList<>(lines);
        for (Entry entry : section.entries().reversed()) {
            if (entry.key().equals(key)) {
                changed.remove(entry.line() - 1);
            }
        }
        return changed;
    }

    static List<String> addSection(List<String> lines, Section parent, String name, Map<String, String> keys) {
        if (!(ConfLine.of(name + " {") instanceof ConfLine.Opening(var read)) || !read.equals(name)) {
            throw new IllegalArgumentException("not a name of a section: " + name);
        }
        List<Section> siblings = parent.sections(name);
        String indent = innerIndent(lines, parent);
        String inner = indent + unit(lines);
        int at = parent.line() == 0 ? lines.size() : parent.lastLine() - 1;
        if (!siblings.isEmpty()) {
            Section last = siblings.getLast();
            indent = indentOf(lines, last.line());
            inner = innerIndent(lines, last);
            at = last.lastLine();
        }
        var fresh = new ArrayList<String>();
        if (wantsBlankLine(lines, parent, siblings, at)) {
            fresh.add("");
        }
        fresh.add(indent + name + " {");
        for (var key : keys.entrySet()) {
            requireReadable(key.getKey(), key.getValue());
            fresh.add(inner + key.getKey() + ": " + key.getValue());
        }
        fresh.add(indent + "}");
        return inserted(lines, at, fresh);
    }

    /** Top-level sections stand apart; others do if those of their name do already. */
    private static boolean wantsBlankLine(List<String> lines, Section parent, List<Section> siblings, int at) {
        boolean apart = parent.line() == 0
                || siblings.size() > 1
                        && lines.get(siblings.getLast().line() - 2).isBlank();
        return apart && at > 0 && !lines.get(at - 1).isBlank();
    }

    static List<String> removeSection(List<String> lines, Section section) {
        var changed = new ArrayList<>(lines);
        changed.subList(section.line() - 1, section.lastLine()).clear();
        int seam = section.line() - 1;
        boolean blankBefore = seam > 0 && changed.get(seam - 1).isBlank();
        if (blankBefore && (seam == changed.size() || !separates(changed.get(seam)))) {
            changed.remove(seam - 1);
        }
        return changed;
    }

    /** Whether the line is one that a blank line before it keeps apart from something. */
    private static boolean separates(String line) {
        return !line.isBlank() && !(ConfLine.of(line) instanceof ConfLine.Closing);
    }

    private static List<String> inserted(List<String> lines, int at, List<String> fresh) {
        String end = !lines.isEmpty() && lines.getFirst().endsWith("\r\n") ? "\r\n" : "\n";
        var changed = new ArrayList<>(lines);
        if (at > 0 && !changed.get(at - 1).endsWith("\n")) {
            changed.set(at - 1, changed.get(at - 1) + end);
        }
        changed.addAll(at, fresh.stream().map(line -> line + end).toList());
        return changed;
    }

    private static String innerIndent(List<String> lines, Section section) {
        if (!section.entries().isEmpty()) {
            return indentOf(lines, section.entries().getLast().line());
        }
        if (!section.sections().isEmpty()) {
            return indentOf(lines, section.sections().getLast().line());
        }
        return section.line() == 0 ? "" : indentOf(lines, section.line()) + unit(lines);
    }

    private static String indentOf(List<String> lines, int line) {
        String raw = lines.get(line - 1);
        int end = 0;
        while (end < raw.length() && (raw.charAt(end) == ' ' || raw.charAt(end) == '\t')) {
            end++;
        }
        return raw.substring(0, end);
    }

    /** One step of indentation: that of the first line that has one. */
    private static String unit(List<String> lines) {
        for (int line = 1; line <= lines.size(); line++) {
            String indent = indentOf(lines, line);
            if (!indent.isEmpty() && !(ConfLine.of(lines.get(line - 1)) instanceof ConfLine.Blank)) {
                return indent;
            }
        }
        return "  ";
    }

    private static void requireReadable(String key, String value) {
        var meant = new ConfLine.Setting(key, value);
        if (value.indexOf('\n') >= 0 || !ConfLine.of(key + ": " + value).equals(meant)) {
            throw new IllegalArgumentException("cannot stand in one line: " + key + ": " + value);
        }
    }
}
