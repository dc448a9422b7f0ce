package org.quorate.shell.server;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.felix.service.command.CommandProcessor;
import org.quorate.node.NodeHome;
import org.quorate.shell.wire.Frame;
import org.quorate.shell.wire.FrameChannel;
import org.quorate.shell.wire.Hello;
import org.quorate.shell.wire.MalformedFrameException;

/** One client, from its hello to its exit code. */
final class Conversation {
    private static final Logger LOG = System.getLogger(Conversation.class.getName());

    private final FrameChannel channel;
    private final CommandProcessor processor;
    private final NodeHome home;
    private final CountDownLatch over = new CountDownLatch(1);

    Conversation(FrameChannel channel, CommandProcessor processor, NodeHome home) {
        this.channel = channel;
        this.processor = processor;
        this.home = home;
    }

    void run() {
        try (channel) {
            var first = channel.read();
            if (first.isEmpty()) {
                return;
            }
            Hello hello = Hello.of(first.get());
            int code = hello.interactive()
                    ? new PromptSession(channel, processor, home).run(hello)
                    : new CommandRun(channel, processor).run(hello.command());
            channel.write(Frame.exit(code));
        } catch (MalformedFrameException e) {
            LOG.log(Level.WARNING, "shell: a client was turned away: {0}", e.getMessage());
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "shell: a client is gone: {0}", e.getMessage());
        } finally {
            over.countDown();
        }
    }

    /** Ends it from outside; {@link #run} returns soon after. */
    void end() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "shell: {0}", e.getMessage());
        }
    }

    /** Whether {@link #run} has returned within that time. */
    boolean awaitEnd(Duration patience) throws InterruptedException {
        return over.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }
}
