package org.quorate.config;

import java.util.Map;
import org.quorate.config.CorosyncConf.Section;

/**
 * Whether known sections stand where they belong. Two braces that are wrong can make up for each other; corosync then
 * reads a node within a node without a word, and the cluster is smaller than it was meant to be.
 */
final class Placement {
    /** Where each known section belongs; empty for the top level. */
    private static final Map<String, String> PARENTS = Map.of(
            "totem", "",
            "interface", "totem",
            "nodelist", "",
            "node", "nodelist",
            "quorum", "",
            "device", "quorum",
            "logging", "",
            "logger_subsys", "logging");

    private Placement() {}

    static void check(Section root, Findings findings) {
        for (Section section : root.sections()) {
            check(section, "", findings);
        }
    }

    /** Sections that are not known may hold what they like. */
    private static void check(Section section, String parent, Findings findings) {
        String expected = PARENTS.get(section.name());
        if (expected == null) {
            return;
        }
        if (!expected.equals(parent)) {
            String where = expected.isEmpty() ? "at the top level" : "in " + expected;
            String message =
                    "belongs " + where + ", and stands " + (parent.isEmpty() ? "at the top level" : "in " + parent);
            findings.problem(section.line(), section.name(), "", message, "look for a wrong brace above this line");
        }
        section.sections().forEach(inner -> check(inner, section.name(), findings));
    }
}
