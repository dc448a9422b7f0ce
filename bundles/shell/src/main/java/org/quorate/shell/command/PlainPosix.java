package org.quorate.shell.command;

import java.util.Set;
import org.apache.felix.gogo.jline.Posix;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;

/** Gogo's commands of that kind, without colours where there is no prompt: scripts read what they print. */
final class PlainPosix extends Posix {
    private static final Set<String> COLOURED = Set.of("grep", "ls");

    PlainPosix(CommandProcessor processor) {
        super(processor);
    }

    @Override
    public void _main(CommandSession session, String[] words) {
        if (session.get(".terminal") != null || !COLOURED.contains(words[0])) {
            super._main(session, words);
            return;
        }
        String[] plain = new String[words.length + 1];
        plain[0] = words[0];
        plain[1] = "--color=never";
        System.arraycopy(words, 1, plain, 2, words.length - 1);
        super._main(session, plain);
    }
}
