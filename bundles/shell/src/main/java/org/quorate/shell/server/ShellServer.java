package org.quorate.shell.server;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.quorate.node.NodeHome;
import org.quorate.shell.wire.FrameChannel;

/** Listens on the socket of the node and serves each client on a thread of its own. */
@Component(
        service = {},
        immediate = true)
public final class ShellServer {
    private static final Logger LOG = System.getLogger(ShellServer.class.getName());

    /** More shells than that are a client in a loop. */
    private static final int MAX_CONVERSATIONS = 64;

    /** A command that is interrupted has that long to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final NodeHome home;
    private final CommandProcessor processor;
    private final SocketPlace place;
    private final ServerSocketChannel server;
    private final Set<Conversation> conversations = ConcurrentHashMap.newKeySet();

    /** Listens from now on. */
    @Activate
    public ShellServer(@Reference NodeHome home, @Reference CommandProcessor processor) throws IOException {
        this.home = home;
        this.processor = processor;
        this.place = SocketPlace.in(home.run());
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(place.socket()));
        Files.setPosixFilePermissions(place.socket(), PosixFilePermissions.fromString("rw-------"));
        Thread.ofPlatform().daemon().name("shell-accept").start(this::accept);
    }

    /** Returns when no command of a client runs any more: what Gogo does at a command's end needs Gogo. */
    @Deactivate
    void close() throws IOException {
        server.close();
        conversations.forEach(Conversation::end);
        place.remove();
        try {
            for (Conversation conversation : conversations) {
                if (!conversation.awaitEnd(PATIENCE)) {
                    LOG.log(Level.WARNING, "shell: stopped, but a command has not ended within {0}", PATIENCE);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // stopped by a command of one of its own clients
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                if (conversations.size() >= MAX_CONVERSATIONS) {
                    LOG.log(
                            Level.WARNING,
                            "shell: {0} clients are connected, one more is turned away",
                            MAX_CONVERSATIONS);
                    client.close();
                    continue;
                }
                serve(client);
            } catch (ClosedChannelException _) {
                return; // the bundle stops
            } catch (IOException e) {
                LOG.log(Level.WARNING, "shell: {0}: {1}", place.socket(), e.getMessage());
            }
        }
    }

    private void serve(SocketChannel client) {
        var conversation = new Conversation(new FrameChannel(client), processor, home);
        conversations.add(conversation);
        if (!server.isOpen()) {
            conversation.end(); // it came while the others were ended
        }
        conversation.start(() -> conversations.remove(conversation));
    }
}
