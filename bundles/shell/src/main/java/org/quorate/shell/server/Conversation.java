package org.quorate.shell.server;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
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

    /** What Gogo calls the threads of a session: at rest, in a command, and waiting for commands. */
    private static final List<String> OF_GOGO = List.of("session-", "pipe-", "job controller ");

    /** Where a command without a scope is looked for: what the node is about comes before what any shell has. */
    static final String SCOPES = "shell:pvecm:tree:gogo:felix:*";

    private final FrameChannel channel;
    private final CommandProcessor processor;
    private final NodeHome home;
    private final ThreadGroup threads = new ThreadGroup("shell");
    private final CountDownLatch over = new CountDownLatch(1);

    Conversation(FrameChannel channel, CommandProcessor processor, NodeHome home) {
        this.channel = channel;
        this.processor = processor;
        this.home = home;
    }

    /** Serves the client on a thread of its own, and says when all is over. */
    void start(Runnable whenOver) {
        Thread.ofPlatform().group(threads).daemon().name("shell").start(() -> {
            try {
                run();
                awaitCommands();
            } finally {
                over.countDown();
                whenOver.run();
            }
        });
    }

    private void run() {
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
        }
    }

    /**
     * Gogo waits no longer for a command that is interrupted, though its thread may still run, and needs Gogo's streams
     * at its end. Threads that a command has started are in the group, too; those are not waited for.
     */
    private void awaitCommands() {
        var running = new Thread[threads.activeCount() + OF_GOGO.size()];
        int count = threads.enumerate(running);
        for (Thread thread : Arrays.copyOf(running, count)) {
            if (OF_GOGO.stream().anyMatch(thread.getName()::startsWith)) {
                awaitEnd(thread);
            }
        }
    }

    private static void awaitEnd(Thread thread) {
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                // an interrupt of the terminal that came late
            }
        }
    }

    /** Ends it from outside; the thread ends soon after. */
    void end() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "shell: {0}", e.getMessage());
        }
    }

    /** Whether it was over, with all of its commands, within that time. */
    boolean awaitEnd(Duration patience) throws InterruptedException {
        return over.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }
}
