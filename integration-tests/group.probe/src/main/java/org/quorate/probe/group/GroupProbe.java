package org.quorate.probe.group;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.quorate.group.ProcessGroups;
import org.quorate.node.NodeHome;
import org.quorate.ring.ClusterRing;

/** Listens on the socket; each connection is one process. */
@Component(
        service = {},
        immediate = true)
public final class GroupProbe {
    private final ProcessGroups groups;
    private final ClusterRing ring;
    private final Path path;
    private final ServerSocketChannel server;
    private final Set<Conversation> conversations = ConcurrentHashMap.newKeySet();

    /** Listens from now on. */
    @Activate
    public GroupProbe(@Reference ProcessGroups groups, @Reference ClusterRing ring, @Reference NodeHome home)
            throws IOException {
        this.groups = groups;
        this.ring = ring;
        path = home.run().resolve("probe.sock");
        Files.deleteIfExists(path); // left by a node that was killed
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
        Thread.ofVirtual().name("probe").start(this::accept);
    }

    @Deactivate
    void close() throws IOException {
        server.close();
        for (var conversation : conversations) {
            conversation.close();
        }
        Files.deleteIfExists(path);
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel channel = server.accept();
                var conversation = new Conversation(channel, groups, ring);
                conversations.add(conversation);
                Thread.ofVirtual().start(() -> {
                    conversation.run();
                    conversations.remove(conversation);
                });
            }
        } catch (IOException _) {
            // closed
        }
    }
}
