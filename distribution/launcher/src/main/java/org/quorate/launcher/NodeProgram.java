package org.quorate.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.security.Security;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.quorate.config.ClusterMembers;

/** Runs one node in the foreground until it is stopped. */
final class NodeProgram {
    /** System property: exit code of a node that stops itself, set by {@code org.quorate.node.runtime}. */
    private static final String EXIT_CODE = "quorate.exit";

    private NodeProgram() {}

    /** Whether the node has met something that it cannot go on with, and has said so. */
    static boolean endsItself() {
        return System.getProperty(EXIT_CODE) != null;
    }

    private static String name(ClusterMembers members) {
        return members.local().name() + " (" + Integer.toUnsignedString(members.localNodeId()) + ")";
    }

    /** Names are resolved when the configuration is read, and then as they are at that moment. */
    private static void askForNamesAnew() {
        Security.setProperty("networkaddress.cache.ttl", "0");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
    }

    /**
     * Returns when the node has stopped.
     *
     * @param distribution the folder with {@code system/}
     */
    static int run(Path distribution, List<String> words) throws StartException {
        askForNamesAnew();
        NodeOptions options = NodeOptions.of(words);
        var members = options.isInCluster()
                ? Optional.of(ConfigurationCheck.members(options.config(), options.name(), options.hasOwnRing()))
                : Optional.<ClusterMembers>empty();
        options.home().create();
        try (HomeLock lock = HomeLock.take(options.home())) {
            if (options.hasOwnRing()) {
                ConfigurationCheck.bindable(members.orElseThrow());
            }
            NodeLog.open(options.home().log());
            Logger log = Logger.getLogger(NodeProgram.class.getName());
            log.log(Level.INFO, "node {0} starts, process {1,number,#}, home {2}", new Object[] {
                members.map(NodeProgram::name).orElse("in no cluster"),
                ProcessHandle.current().pid(),
                options.home().root()
            });
            var framework = NodeFramework.start(distribution, options);
            StopSignal signal = StopSignal.handle(framework, lock);
            HeapLimit.guard();
            framework.awaitStop();
            signal.forget();
            log.info("stopped");
            return Integer.getInteger(EXIT_CODE, 0);
        } catch (IOException e) {
            throw StartException.environment(
                    "home " + options.home().root() + ": " + Reason.of(e) + "; see its folder log");
        }
    }
}
