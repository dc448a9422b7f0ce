package org.quorate.clusterfs.fuse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.quorate.clusterfs.fuse.protocol.Request;
import org.quorate.clusterfs.fuse.protocol.Response;
import org.quorate.tree.ClusterTree;
import org.quorate.tree.TreeException;
import org.quorate.tree.TreeListener;

/** All request handlers over a tree in memory, without a kernel. */
final class Unmounted {
    static final int O_RDONLY = 0;
    static final int O_WRONLY = 1;
    static final int O_RDWR = 2;
    static final int O_EXCL = 0200;
    static final int O_TRUNC = 01000;
    static final int O_APPEND = 02000;
    static final int GID = 33;

    final InMemoryTree tree = new InMemoryTree();
    final Trees trees = new Trees(Duration.ofSeconds(30));
    final KnownNodes known = new KnownNodes();
    final Handles handles = new Handles();
    /** What the kernel would have been told. */
    final List<String> told = new ArrayList<>();

    private final OwnChanges own = new OwnChanges(new TreeListener() {
        @Override
        public void changed(long inode) {
            told.add("changed " + inode);
        }

        @Override
        public void nameChanged(long parentInode, String name) {
            told.add("name " + parentInode + " " + name);
        }

        @Override
        public void allChanged() {
            told.add("all");
        }
    });

    private final Requests requests = new Requests(
            new Settings(0, GID, 1, 1, Duration.ofSeconds(30), Duration.ZERO),
            trees,
            known,
            handles,
            new Negotiation(),
            unique -> Response.NONE,
            own);

    Unmounted() {
        trees.arrived(tree);
        tree.tell(own);
    }

    CompletableFuture<Response> send(Request request) {
        return requests.on(request);
    }

    Response ask(Request request) {
        return send(request).join();
    }

    <R extends Response> R ask(Request request, Class<R> type) {
        var response = ask(request);
        assertThat(response).isInstanceOf(type);
        return type.cast(response);
    }

    /** Makes a file as another node would. */
    void put(String path, String content) {
        tree.put(path, content.getBytes(UTF_8)).join();
    }

    long node(String path) {
        try {
            return NodeView.node(((ClusterTree) tree).entry(path).inode());
        } catch (TreeException missing) {
            throw new AssertionError(missing.getMessage());
        }
    }

    long open(String path, int flags) {
        return ask(new Request.Open(node(path), flags), Response.Opened.class).handle();
    }

    Response write(String path, long handle, long offset, String data, int flags) {
        return ask(new Request.Write(node(path), handle, offset, data.getBytes(UTF_8), flags));
    }

    String read(String path, long handle) {
        return read(node(path), handle);
    }

    String read(long node, long handle) {
        var data = ask(new Request.Read(node, handle, 0, 1 << 20), Response.Data.class);
        return new String(data.source(), data.offset(), data.length(), UTF_8);
    }
}
