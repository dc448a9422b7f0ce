package org.quorate.clusterfs.fuse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.quorate.clusterfs.fuse.RequestBench.O_RDONLY;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.quorate.clusterfs.fuse.protocol.DirectoryEntry;
import org.quorate.clusterfs.fuse.protocol.Errno;
import org.quorate.clusterfs.fuse.protocol.Request;
import org.quorate.clusterfs.fuse.protocol.Response;

class TreeReadsTest {
    private static final long ROOT = 1;

    private final RequestBench bench = new RequestBench();

    @Test
    void aNameIsFoundAndCountsAsALookupUntilItIsForgotten() {
        bench.put("f", "content");
        var entry = bench.ask(new Request.Lookup(ROOT, "f"), Response.Entry.class);
        bench.ask(new Request.Lookup(ROOT, "f"));
        assertThat(entry.attributes().size()).isEqualTo(7);
        assertThat(entry.attributeSeconds()).isEqualTo(1);
        bench.ask(new Request.Forget(entry.node(), 1));
        assertThat(bench.known.size()).isEqualTo(1);
        bench.ask(new Request.BatchForget(List.of(new Request.Forget(entry.node(), 1))));
        assertThat(bench.known.size()).isZero();
    }

    @Test
    void aMissingNameIsNotRemembered() {
        assertThat(bench.ask(new Request.Lookup(ROOT, "none"))).isEqualTo(new Response.Failed(Errno.ENOENT));
    }

    @Test
    void aReadSeesWhatAnotherNodeWroteSinceTheFileWasOpened() {
        bench.put("f", "old");
        long handle = bench.open("f", O_RDONLY);
        bench.put("f", "new content");
        assertThat(bench.read("f", handle)).isEqualTo("new content");
    }

    @Test
    void aReadBehindTheEndIsEmpty() {
        bench.put("f", "content");
        long handle = bench.open("f", O_RDONLY);
        for (long offset : new long[] {7, 8, Long.MAX_VALUE, -1}) {
            assertThat(bench.ask(new Request.Read(bench.node("f"), handle, offset, 10), Response.Data.class)
                            .length())
                    .isZero();
        }
        assertThat(bench.ask(new Request.Read(bench.node("f"), handle, 3, 2), Response.Data.class)
                        .length())
                .isEqualTo(2);
    }

    @Test
    void aFileThatIsMadeWhenItIsReadStaysTheSameForOneReader() {
        var times = new AtomicInteger();
        bench.tree.addLocalFile(".version", () -> "made " + times.incrementAndGet());
        var entry = bench.ask(new Request.Lookup(ROOT, ".version"), Response.Entry.class);
        long first = bench.open(".version", O_RDONLY);
        String seen = bench.read(".version", first);
        assertThat(bench.read(".version", first)).isEqualTo(seen);
        assertThat(bench.read(".version", bench.open(".version", O_RDONLY))).isNotEqualTo(seen);
        assertThat(entry.attributeSeconds()).isZero();
    }

    @Test
    void aLinkShowsItsTarget() {
        bench.tree.addLocalLink("local", "nodes/n1");
        var target = bench.ask(new Request.ReadLink(bench.node("local")), Response.Data.class);
        assertThat(new String(target.source(), UTF_8)).isEqualTo("nodes/n1");
        var entry = bench.ask(new Request.Lookup(ROOT, "local"), Response.Entry.class);
        assertThat(entry.attributes().mode()).isEqualTo(0120755);
    }

    @Test
    void aListingInSmallPiecesHasEachNameOnceThoughNamesComeAndGo() {
        for (int i = 0; i < 50; i++) {
            bench.put("file" + i, "");
        }
        var seen = new ArrayList<String>();
        var piece = list(0, 128);
        long handle = lastHandle;
        while (!piece.isEmpty()) {
            piece.forEach(entry -> seen.add(new String(entry.name(), UTF_8)));
            bench.tree.delete("file" + seen.size() / 3).join();
            bench.put("late" + seen.size(), "");
            piece = bench.ask(
                            new Request.ReadDirectory(
                                    ROOT, handle, piece.getLast().next(), 128, false),
                            Response.Listing.class)
                    .entries();
        }
        assertThat(seen).doesNotHaveDuplicates().startsWith(".", "..").hasSize(52);
    }

    @Test
    void aListingWithAttributesLooksUpOnlyWhatIsStillThere() {
        bench.put("a", "1");
        bench.put("b", "22");
        long handle = openRoot();
        bench.ask(new Request.ReadDirectory(ROOT, handle, 0, 64, true));
        bench.tree.delete("a").join();
        var listing = bench.ask(new Request.ReadDirectory(ROOT, handle, 2, 4096, true), Response.Listing.class)
                .entries();
        assertThat(listing).hasSize(2);
        assertThat(listing.get(0).entry().node()).isZero();
        assertThat(listing.get(1).entry().attributes().size()).isEqualTo(2);
        assertThat(bench.known.size()).isEqualTo(1);
    }

    @Test
    void aListingNeverExceedsTheRoomThereIs() {
        bench.put("a", "");
        for (int room = 0; room < 400; room++) {
            for (boolean plus : new boolean[] {false, true}) {
                var listing =
                        bench.ask(new Request.ReadDirectory(ROOT, openRoot(), 0, room, plus), Response.Listing.class);
                int bytes = listing.entries().stream()
                        .mapToInt(entry -> entry.bytes(plus))
                        .sum();
                assertThat(bytes).isLessThanOrEqualTo(room);
            }
        }
    }

    @Test
    void usageIsThatOfTheTree() {
        bench.put("f", "x".repeat(4097));
        assertThat(bench.ask(new Request.StatFs()))
                .isEqualTo(new Response.Usage(32768, 32766, 262144, 262142, 4096, 256));
    }

    @Test
    void directoriesAreNotReadAsFilesNorFilesListed() {
        bench.put("f", "");
        assertThat(bench.ask(new Request.OpenDirectory(bench.node("f")))).isEqualTo(new Response.Failed(Errno.ENOTDIR));
        assertThat(bench.ask(new Request.Open(ROOT, O_RDONLY))).isEqualTo(new Response.Failed(Errno.EISDIR));
        assertThat(bench.ask(new Request.OpenDirectory(999))).isEqualTo(new Response.Failed(Errno.ESTALE));
    }

    private long lastHandle;

    private long openRoot() {
        lastHandle = bench.ask(new Request.OpenDirectory(ROOT), Response.Opened.class)
                .handle();
        return lastHandle;
    }

    private List<DirectoryEntry> list(long offset, int room) {
        return bench.ask(new Request.ReadDirectory(ROOT, openRoot(), offset, room, false), Response.Listing.class)
                .entries();
    }
}
