package org.quorate.config;

import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.quorate.config.CorosyncConf.Entry;
import org.quorate.config.CorosyncConf.Section;

/** Makes sections of lines. An error does not end it, so that all are found. */
final class ConfParser {
    /** What corosync's reader takes; a longer line, even a comment, makes it refuse the file. */
    private static final int MAX_LINE_BYTES = 510;
    /** The longest name, sections included, that corosync can keep. It bounds how deep sections nest, too. */
    private static final int MAX_PATH = 254;

    private static final class Open {
        final String name;
        final String path;
        final int line;
        final List<Entry> entries = new ArrayList<>();
        final List<Section> sections = new ArrayList<>();

        Open(String name, String path, int line) {
            this.name = name;
            this.path = path;
            this.line = line;
        }

        Section closedAt(int lastLine) {
            return new Section(name, line, lastLine, List.copyOf(entries), List.copyOf(sections));
        }

        String pathOf(String key) {
            return path.isEmpty() ? key : path + "." + key;
        }
    }

    private final Findings findings;
    private final Charset charset;
    private final Open root = new Open("", "", 0);
    private final Deque<Open> open = new ArrayDeque<>();
    private boolean bracesUnclear;

    private ConfParser(Findings findings, Charset charset) {
        this.findings = findings;
        this.charset = charset;
        open.push(root);
    }

    /**
     * The sections of a file.
     *
     * @param root what could be read, even if there were problems
     * @param nested whether what stands in which section is certain
     */
    record Result(Section root, boolean nested) {}

    static Result parse(List<String> lines, Charset charset, Findings findings) {
        var parser = new ConfParser(findings, charset);
        for (int i = 0; i < lines.size(); i++) {
            parser.line(lines.get(i), i + 1);
        }
        return parser.end(lines.size());
    }

    private void line(String raw, int number) {
        Open inner = open.element();
        if (isTooLong(raw)) {
            findings.problem(
                    number, inner.path, "", "must be at most " + MAX_LINE_BYTES + " bytes long", "shorten the line");
        }
        switch (ConfLine.of(raw)) {
            case ConfLine.Blank() -> {}
            case ConfLine.Setting(var key, var value) -> {
                if (inner.pathOf(key).length() > MAX_PATH) {
                    findings.problem(number, inner.path, key, "must be a shorter key", "");
                }
                inner.entries.add(new Entry(key, value, number));
            }
            case ConfLine.Opening(var name) -> open(new Open(name, inner.pathOf(name), number));
            case ConfLine.Closing() -> close(number);
            case ConfLine.Malformed(var message, var nextStep, boolean unclear) -> {
                findings.problem(number, "", raw.strip(), message, nextStep);
                bracesUnclear |= unclear;
            }
        }
    }

    private boolean isTooLong(String raw) {
        String line = raw.endsWith("\n") ? raw.substring(0, raw.length() - 1) : raw;
        return line.length() > MAX_LINE_BYTES || line.getBytes(charset).length > MAX_LINE_BYTES;
    }

    private void open(Open section) {
        if (section.path.length() > MAX_PATH) {
            findings.problem(section.line, "", section.name, "must not be nested this deep", "");
            bracesUnclear = true;
            return;
        }
        open.push(section);
    }

    private void close(int number) {
        if (open.size() > 1) {
            Open done = open.pop();
            open.element().sections.add(done.closedAt(number));
        } else if (!bracesUnclear) { // else it follows from what was said already
            findings.problem(
                    number,
                    "",
                    "}",
                    "must not close what was never opened",
                    "remove it, or find the section above that is closed too early");
            bracesUnclear = true;
        }
    }

    private Result end(int lastLine) {
        boolean nested = !bracesUnclear && open.size() == 1;
        while (open.size() > 1) {
            Open unclosed = open.pop();
            if (!bracesUnclear) {
                findings.problem(
                        unclosed.line, unclosed.path, "", "is never closed", "find the missing } below this line");
            }
            open.element().sections.add(unclosed.closedAt(lastLine));
        }
        return new Result(root.closedAt(lastLine + 1), nested);
    }
}
