package org.quorate.clusterfs.fuse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.quorate.clusterfs.fuse.Unmounted.O_RDONLY;

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

    private final Unmounted fs = new Unmounted();

    @Test
    void aNameIsFoundAndCountsAsALookupUntilItIsForgotten() {
        fs.put("f", "content");
        var entry = fs.ask(new Request.Lookup(ROOT, "f"), Response.Entry.class);
        fs.ask(new Request.Lookup(ROOT, "f"));
        assertThat(entry.attributes().size()).isEqualTo(7);
        assertThat(entry.attributeSeconds()).isEqualTo(1);
        fs.ask(new Request.Forget(entry.node(), 1));
        assertThat(fs.known.size()).isEqualTo(1);
        fs.ask(new Request.BatchForget(List.of(new Request.Forget(entry.node(), 1))));
        assertThat(fs.known.size()).isZero();
    }

    @Test
    void aMissingNameIsNotRemembered() {
        assertThat(fs.ask(new Request.Lookup(ROOT, "none"))).isEqualTo(new Response.Failed(Errno.ENOENT));
    }

    @Test
    void aReadSeesWhatAnotherNodeWroteSinceTheFileWasOpened() {
        fs.put("f", "old");
        long handle = fs.open("f", O_RDONLY);
        fs.put("f", "new content");
        assertThat(fs.read("f", handle)).isEqualTo("new content");
    }

    @Test
    void aReadBehindTheEndIsEmpty() {
        fs.put("f", "content");
        long handle = fs.open("f", O_RDONLY);
        for (long offset : new long[] {7, 8, Long.MAX_VALUE, -1}) {
            assertThat(fs.ask(new Request.Read(fs.node("f"), handle, offset, 10), Response.Data.class)
                            .length())
                    .isZero();
        }
        assertThat(fs.ask(new Request.Read(fs.node("f"), handle, 3, 2), Response.Data.class)
                        .length())
                .isEqualTo(2);
    }

    @Test
    void aFileThatIsMadeWhenItIsReadStaysTheSameForOneReader() {
        var times = new AtomicInteger();
        fs.tree.addLocalFile(".version", () -> "made " + times.incrementAndGet());
        var entry = fs.ask(new Request.Lookup(ROOT, ".version"), Response.Entry.class);
        long first = fs.open(".version", O_RDONLY);
        String seen = fs.read(".version", first);
        assertThat(fs.read(".version", first)).isEqualTo(seen);
        assertThat(fs.read(".version", fs.open(".version", O_RDONLY))).isNotEqualTo(seen);
        assertThat(entry.attributeSeconds()).isZero();
    }

    @Test
    void aLinkShowsItsTarget() {
        fs.tree.addLocalLink("local", "nodes/n1");
        var target = fs.ask(new Request.ReadLink(fs.node("local")), Response.Data.class);
        assertThat(new String(target.source(), UTF_8)).isEqualTo("nodes/n1");
        var entry = fs.ask(new Request.Lookup(ROOT, "local"), Response.Entry.class);
        assertThat(entry.attributes().mode()).isEqualTo(0120755);
    }

    @Test
    void aListingInSmallPiecesHasEachNameOnceThoughNamesComeAndGo() {
        for (int i = 0; i < 50; i++) {
            fs.put("file" + i, "");
        }
        var seen = new ArrayList<String>();
        var piece = list(0, 128);
        long handle = lastHandle;
        while (!piece.isEmpty()) {
            piece.forEach(entry -> seen.add(new String(entry.name(), UTF_8)));
            fs.tree.delete("file" + seen.size() / 3).join();
            fs.put("late" + seen.size(), "");
            piece = fs.ask(
                            new Request.ReadDirectory(
                                    ROOT, handle, piece.getLast().next(), 128, false),
                            Response.Listing.class)
                    .entries();
        }
        assertThat(seen).doesNotHaveDuplicates().startsWith(".", "..").hasSize(52);
    }

    @Test
    void aListingWithAttributesLooksUpOnlyWhatIsStillThere() {
        fs.put("a", "1");
        fs.put("b", "22");
        long handle = openRoot();
        fs.ask(new Request.ReadDirectory(ROOT, handle, 0, 64, true));
        fs.tree.delete("a").join();
        var listing = fs.ask(new Request.ReadDirectory(ROOT, handle, 2, 4096, true), Response.Listing.class)
                .entries();
        assertThat(listing).hasSize(2);
        assertThat(listing.get(0).entry().node()).isZero();
        assertThat(listing.get(1).entry().attributes().size()).isEqualTo(2);
        assertThat(fs.known.size()).isEqualTo(1);
    }

    @Test
    void aListingNeverExceedsTheRoomThereIs() {
        fs.put("a", "");
        for (int room = 0; room < 400; room++) {
            for (boolean plus : new boolean[] {false, true}) {
                var listing =
                        fs.ask(new Request.ReadDirectory(ROOT, openRoot(), 0, room, plus), Response.Listing.class);
                int bytes = listing.entries().stream()
                        .mapToInt(entry -> entry.bytes(plus))
                        .sum();
                assertThat(bytes).isLessThanOrEqualTo(room);
            }
        }
    }

    @Test
    void usageIsThatOfTheTree() {
        fs.put("f", "x".repeat(4097));
        assertThat(fs.ask(new Request.StatFs())).isEqualTo(new Response.Usage(32768, 32766, 262144, 262142, 4096, 256));
    }

    @Test
    void directoriesAreNotReadAsFilesNorFilesListed() {
        fs.put("f", "");
        assertThat(fs.ask(new Request.OpenDirectory(fs.node("f")))).isEqualTo(new Response.Failed(Errno.ENOTDIR));
        assertThat(fs.ask(new Request.Open(ROOT, O_RDONLY))).isEqualTo(new Response.Failed(Errno.EISDIR));
        assertThat(fs.ask(new Request.OpenDirectory(999))).isEqualTo(new Response.Failed(Errno.ESTALE));
    }

    private long lastHandle;

    private long openRoot() {
        lastHandle =
                fs.ask(new Request.OpenDirectory(ROOT), Response.Opened.class).handle();
        return lastHandle;
    }

    private List<DirectoryEntry> list(long offset, int room) {
        return fs.ask(new Request.ReadDirectory(ROOT, openRoot(), offset, room, false), Response.Listing.class)
                .entries();
    }
}
