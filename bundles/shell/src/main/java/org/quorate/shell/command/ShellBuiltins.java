package org.quorate.shell.command;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.felix.gogo.jline.Builtin;
import org.apache.felix.gogo.jline.Procedural;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The commands that belong to any shell: {@code grep}, {@code less}, {@code each}, {@code if}.
 *
 * <p>The bundle {@code gogo.jline} has them, but must not be started: its activator opens a shell on the terminal of
 * the process. So they are registered here, and made when the first one is used.
 */
@Component(
        service = {},
        immediate = true)
public final class ShellBuiltins {
    private static final List<String> POSIX = List.of(
            "cat", "clear", "date", "echo", "grep", "head", "less", "pwd", "cd", "ls", "sleep", "sort", "tail", "watch",
            "wc");
    private static final List<String> PROCEDURAL =
            List.of("each", "if", "not", "throw", "try", "until", "while", "break", "continue");
    private static final List<String> BUILTIN = List.of(
            "format",
            "getopt",
            "new",
            "set",
            "tac",
            "type",
            "jobs",
            "fg",
            "bg",
            "keymap",
            "setopt",
            "unsetopt",
            "complete",
            "history",
            "widget",
            "__files",
            "__directories");

    /** Gogo describes none of its own; those that an operator may want to know. */
    private static final Map<String, String> DESCRIPTIONS = Map.ofEntries(
            Map.entry("gogo:cat", "Writes files of this machine to the output"),
            Map.entry("gogo:date", "Shows the time"),
            Map.entry("gogo:each", "Runs a script for each element: each (bundle:list) { echo $it }"),
            Map.entry("gogo:echo", "Writes its arguments to the output"),
            Map.entry("gogo:grep", "Keeps the lines that match a pattern"),
            Map.entry("gogo:head", "Keeps the first lines"),
            Map.entry("gogo:history", "Lists the commands of this session"),
            Map.entry("gogo:if", "Runs a script if another succeeds: if { ... } { ... } { ... }"),
            Map.entry("gogo:less", "Shows text page by page"),
            Map.entry("gogo:sleep", "Waits for some seconds"),
            Map.entry("gogo:sort", "Sorts lines"),
            Map.entry("gogo:tail", "Keeps the last lines"),
            Map.entry("gogo:try", "Runs a script and another one if it fails"),
            Map.entry("gogo:watch", "Repeats a command and shows its output"),
            Map.entry("gogo:wc", "Counts lines, words and bytes"),
            Map.entry("gogo:while", "Runs a script as long as another succeeds"));

    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    /** Registers them. */
    @Activate
    public ShellBuiltins(BundleContext context, @Reference CommandProcessor processor) {
        register(context, POSIX, () -> new PlainPosix(processor));
        register(context, PROCEDURAL, Procedural::new);
        register(context, BUILTIN, Builtin::new);
    }

    @Deactivate
    void close() {
        registrations.forEach(ServiceRegistration::unregister);
    }

    /** What one of these commands does; empty if it is not worth a line of help. */
    static String description(String command) {
        return DESCRIPTIONS.getOrDefault(command, "");
    }

    private void register(BundleContext context, List<String> functions, Supplier<Object> maker) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(CommandProcessor.COMMAND_SCOPE, "gogo");
        properties.put(CommandProcessor.COMMAND_FUNCTION, functions.toArray(String[]::new));
        registrations.add(context.registerService(Object.class.getName(), new Lazily(maker), properties));
    }

    private record Lazily(Supplier<Object> maker) implements ServiceFactory<Object> {
        @Override
        public Object getService(Bundle user, ServiceRegistration<Object> registration) {
            return maker.get();
        }

        @Override
        public void ungetService(Bundle user, ServiceRegistration<Object> registration, Object service) {
            // nothing is open
        }
    }
}
