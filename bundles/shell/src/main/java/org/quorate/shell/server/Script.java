package org.quorate.shell.server;

import java.util.ArrayList;
import java.util.List;
import org.apache.felix.gogo.runtime.Parser;

/** A text for Gogo, cut at the semicolons and line ends of its outermost level: Gogo itself answers the last result only. */
final class Script {
    private Script() {}

    static List<String> statements(String text) {
        var statements = new ArrayList<String>();
        var current = new StringBuilder();
        for (Parser.Executable part : new Parser(text).program().tokens()) {
            String word = part.toString();
            boolean end = part instanceof Parser.Operator && (word.equals(";") || word.equals("\n"));
            if (!end) {
                current.append(word).append(' ');
            } else if (!current.isEmpty()) {
                statements.add(current.toString());
                current.setLength(0);
            }
        }
        if (!current.isEmpty()) {
            statements.add(current.toString());
        }
        return statements;
    }
}
