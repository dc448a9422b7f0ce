package org.quorate.shell.server;

import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.service.command.CommandProcessor;
import org.jspecify.annotations.Nullable;
import org.quorate.node.NodeHome;

/**
 * Gogo's shell for one session. Its profile is {@code etc/gosh_profile} in the home, else the one in this bundle: the
 * shell looks for it beside its own class, so this class must be here.
 */
final class NodeShell extends Shell {
    NodeShell(NodeHome home, CommandProcessor processor) {
        super(new HomeContext(home), processor);
    }

    private record HomeContext(NodeHome home) implements Context {
        @Override
        public @Nullable String getProperty(String name) {
            return name.equals("gosh.home") ? home.root().toString() : null;
        }

        @Override
        public void exit() {
            // the end of a session is not the end of the node
        }
    }
}
