package org.quorate.launcher.client;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.quorate.launcher.StartException;
import org.quorate.shell.wire.Frame;
import org.quorate.shell.wire.FrameChannel;
import org.quorate.shell.wire.FrameType;
import org.quorate.shell.wire.Hello;

/** A prompt of a node on the terminal of this process. */
final class PromptClient {
    private PromptClient() {}

    static int run(Path home, FileInputStream input, OutputStream output) throws StartException {
        try (FrameChannel channel = NodeSocket.connect(home);
                RawTerminal terminal = RawTerminal.enter()) {
            RawTerminal.Window window = terminal.window();
            channel.write(new Hello(true, terminal.type(), window.columns(), window.rows(), "").frame());
            terminal.onResize(changed -> send(channel, changed));
            Thread.ofPlatform().daemon().name("input").start(() -> CommandClient.forward(input, channel));
            for (Optional<Frame> frame = channel.read(); frame.isPresent(); frame = channel.read()) {
                if (frame.get().type() == FrameType.EXIT) {
                    return frame.get().reader().getInt();
                }
                output.write(frame.get().payload());
                output.flush();
            }
            throw new IOException("it has stopped");
        } catch (IOException e) {
            throw StartException.environment("the node in " + home + " ended the session (" + e.getMessage() + ")");
        }
    }

    private static void send(FrameChannel channel, RawTerminal.Window window) {
        try {
            channel.write(Frame.window(window.columns(), window.rows()));
        } catch (IOException _) {
            // the session is over
        }
    }
}
