package org.quorate.shell.command;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.function.Supplier;
import org.apache.felix.gogo.jline.Builtin;
import org.apache.felix.gogo.jline.Posix;
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

    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    /** Registers them. */
    @Activate
    public ShellBuiltins(BundleContext context, @Reference CommandProcessor processor) {
        register(context, POSIX, () -> new Posix(processor));
        register(context, PROCEDURAL, Procedural::new);
        register(context, BUILTIN, Builtin::new);
    }

    @Deactivate
    void close() {
        registrations.forEach(ServiceRegistration::unregister);
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
