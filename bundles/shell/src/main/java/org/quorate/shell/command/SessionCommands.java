package org.quorate.shell.command;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.gogo.runtime.CommandProxy;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.quorate.shell.result.CommandHelp;
import org.quorate.shell.result.ExitCodes;
import org.quorate.shell.result.Json;
import org.quorate.shell.result.JsonText;

/** What concerns the session itself. */
@Component(service = SessionCommands.class)
@GogoCommand(
        scope = "shell",
        function = {"help", "json", "exit"})
public final class SessionCommands {
    /** Session variable with the {@link Runnable} that ends the session. */
    public static final String LEAVE = ".quorate.leave";

    private final CommandProcessor processor;

    /** For any session. */
    @Activate
    public SessionCommands(@Reference CommandProcessor processor) {
        this.processor = processor;
    }

    /** Of all bundles, plugins included, as far as they say what they do. */
    @Descriptor("Lists the commands")
    public List<CommandHelp> help(CommandSession session) {
        var help = new ArrayList<CommandHelp>();
        Set<String> commands = new TreeSet<>(Shell.getCommands(session));
        for (String command : commands) {
            String description = description(session, command);
            if (!description.isEmpty()) {
                help.add(new CommandHelp(command, description));
            }
        }
        return help;
    }

    /** Its arguments, too. */
    @Descriptor("Shows what a command takes")
    public void help(CommandSession session, @Descriptor("command") String command) {
        new Shell(new NoContext(), processor).help(session, command);
    }

    /** {@code json (COMMAND)}: of whatever a command answers. */
    @Descriptor("Shows what a command answers as JSON: json (COMMAND)")
    public JsonText json(@Descriptor("what it answered") Object result) {
        return new JsonText(ExitCodes.of(result), Json.of(result));
    }

    /** Has no effect outside a prompt. */
    @Descriptor("Ends the session; the node goes on")
    public void exit(CommandSession session) {
        if (session.get(LEAVE) instanceof Runnable leave) {
            leave.run();
        }
    }

    private static String description(CommandSession session, String command) {
        if (!(session.get(command) instanceof CommandProxy proxy)) {
            return "";
        }
        try {
            String name = command.substring(command.indexOf(':') + 1);
            for (Method method : proxy.getTarget().getClass().getMethods()) {
                Optional<String> text = Optional.ofNullable(method.getAnnotation(Descriptor.class))
                        .map(Descriptor::value);
                boolean itself = proxy.getTarget() instanceof Function
                        && method.getName().equals("execute");
                if ((itself || method.getName().equals(name)) && text.isPresent()) {
                    return text.get();
                }
            }
            return ShellBuiltins.description(command);
        } finally {
            proxy.ungetTarget();
        }
    }

    private record NoContext() implements Shell.Context {
        @Override
        public String getProperty(String name) {
            return ".";
        }

        @Override
        public void exit() {
            // only help is asked of this shell
        }
    }
}
