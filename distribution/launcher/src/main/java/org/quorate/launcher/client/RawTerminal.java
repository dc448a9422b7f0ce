package org.quorate.launcher.client;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The terminal of this process while it hands every key on unchanged. What it was before is restored when this is
 * closed, and when the process is ended by a signal.
 */
final class RawTerminal implements AutoCloseable {
    private static final File TERMINAL = new File("/dev/tty");

    private final String before;
    private final AtomicBoolean restored = new AtomicBoolean();

    private RawTerminal(String before) {
        this.before = before;
        Runtime.getRuntime().addShutdownHook(new Thread(this::restore, "terminal"));
    }

    /** Size in characters; 0 is unknown. */
    record Window(int columns, int rows) {}

    static RawTerminal enter() throws IOException {
        var terminal = new RawTerminal(stty("-g"));
        stty("raw", "-echo");
        return terminal;
    }

    String type() {
        return Optional.ofNullable(System.getenv("TERM")).orElse("dumb");
    }

    Window window() {
        try {
            String[] rowsAndColumns = stty("size").split(" ");
            return new Window(Integer.parseInt(rowsAndColumns[1]), Integer.parseInt(rowsAndColumns[0]));
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException _) {
            return new Window(0, 0);
        }
    }

    /**
     * Tells of each new size from now on. The signal is reached by reflection: its class is in every JDK, but javac
     * warns of it. Without it the window keeps its first size.
     */
    void onResize(Consumer<Window> listener) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    RawTerminal.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        return switch (method.getName()) {
                            case "equals" -> self == arguments[0];
                            case "hashCode" -> System.identityHashCode(self);
                            case "toString" -> "resize";
                            default -> {
                                listener.accept(window());
                                yield null;
                            }
                        };
                    });
            Object resized = signal.getConstructor(String.class).newInstance("WINCH");
            signal.getMethod("handle", signal, handler).invoke(null, resized, proxy);
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException _) {
            // as said above
        }
    }

    @Override
    public void close() {
        restore();
    }

    private void restore() {
        if (restored.compareAndSet(false, true)) {
            try {
                stty(before);
            } catch (IOException e) {
                System.err.println("quorate: the terminal could not be restored; type 'stty sane' and Enter");
            }
        }
    }

    private static String stty(String... words) throws IOException {
        String[] command = new String[words.length + 1];
        command[0] = "stty";
        System.arraycopy(words, 0, command, 1, words.length);
        Process process = new ProcessBuilder(command)
                .redirectInput(TERMINAL)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        try {
            if (process.waitFor() != 0) {
                throw new IOException("stty " + String.join(" ", words) + " failed");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
        return answer;
    }
}
