package org.quorate.launcher.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quorate.launcher.StartException;

/**
 * What it takes to run corosync beside us.
 *
 * @param program the load program, compiled
 */
record CorosyncTools(Path program, String version) {
    private static final int SECONDS = 60;

    /**
     * Looks for all that is needed and compiles the load program.
     *
     * @param scripts the folder with {@code cluster.sh} and {@code cpg_bench.c}
     * @param folder where the program goes
     * @throws StartException with all that is missing
     */
    static CorosyncTools prepare(Path scripts, Path folder, Children children) throws StartException {
        List<String> problems = new ArrayList<>();
        for (String file : List.of("cluster.sh", "cpg_bench.c")) {
            if (!Files.isReadable(scripts.resolve(file))) {
                problems.add("--peer-scripts: there is no " + scripts.resolve(file));
            }
        }
        if (!isRoot()) {
            problems.add("--peer-scripts: network namespaces take root; try with sudo");
        }
        need(problems, "corosync", "corosync", children);
        need(problems, "cc", "gcc", children);
        need(problems, "ip", "iproute2", children);
        need(problems, "nsenter", "util-linux", children);
        if (!problems.isEmpty()) {
            throw new StartException(StartException.ENVIRONMENT, problems);
        }
        Path program = folder.resolve("cpg_bench");
        var compiled = children.run(
                List.of(
                        "cc",
                        "-O2",
                        "-o",
                        program.toString(),
                        scripts.resolve("cpg_bench.c").toString(),
                        "-lcpg"),
                SECONDS);
        if (compiled.exitCode() != 0) {
            throw StartException.environment("cpg_bench.c is not compiled ("
                    + compiled.text().lines().findFirst().orElse("cc failed")
                    + "); is the package libcpg-dev installed?");
        }
        return new CorosyncTools(
                program,
                version(children.run(List.of("corosync", "-v"), SECONDS).text()));
    }

    static String version(String text) {
        Matcher matcher = Pattern.compile("version '([^']*)'").matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer uid && uid == 0;
        } catch (IOException | UnsupportedOperationException _) {
            return false; // no Linux
        }
    }

    private static void need(List<String> problems, String program, String debianPackage, Children children)
            throws StartException {
        String found = "command -v " + program;
        if (children.run(List.of("sh", "-c", found), SECONDS).exitCode() != 0) {
            problems.add("--peer-scripts: there is no program " + program + "; install it (Debian: " + debianPackage
                    + "), or leave out --peer-scripts");
        }
    }
}
