package org.quorate.clusterfs.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quorate.clusterfs.wire.Bytes.hex;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.quorate.clusterfs.tree.Change;
import org.quorate.clusterfs.tree.MalformedException;
import org.quorate.clusterfs.tree.RandomChanges;

class OperationCodecTest {
    private static final String TAIL = " 01000000 e8030000 00000000 0900000000000000";

    @Test
    void aWriteCarriesOffsetAndData() throws MalformedException {
        golden(
                new Change.Write("a/b", 4, new byte[] {1, 2, 3}),
                "0000 0100" + TAIL + "03000000 04000000 04000000 00000000 00000000 612f6200 010203");
    }

    @Test
    void aTruncationIsAWriteWithAFlag() throws MalformedException {
        golden(
                new Change.Truncate("a/b", 0x100),
                "0000 0100" + TAIL + "00000000 00010000 04000000 00000000 01000000 612f6200");
    }

    @Test
    void theOthersCarryTheirPaths() throws MalformedException {
        golden(new Change.Mkdir("d"), "0000 0200" + TAIL + "00000000 00000000 02000000 00000000 00000000 6400");
        golden(new Change.Delete("d"), "0000 0300" + TAIL + "00000000 00000000 02000000 00000000 00000000 6400");
        golden(
                new Change.Rename("d", "e/f"),
                "0000 0400" + TAIL + "00000000 00000000 02000000 04000000 00000000 6400 652f6600");
        golden(new Change.Create("d"), "0000 0500" + TAIL + "00000000 00000000 02000000 00000000 00000000 6400");
        golden(new Change.SetTime("d", 5), "0000 0600" + TAIL + "00000000 05000000 02000000 00000000 00000000 6400");
    }

    @Test
    void anUnlockNamesTheLockByItsChecksum() throws MalformedException {
        var bytes = Bytes.of("0000 0800" + TAIL + "11".repeat(32) + "6c00");
        var unlock = (Change.Unlock) ((Operation.Make) decode(bytes)).change();
        assertThat(unlock.path()).isEqualTo("l");
        assertThat(unlock.checksum()).hasSize(32).containsOnly(0x11);
        assertThat(hex(OperationCodec.encode(new Operation.Make(unlock), 1000, 9)))
                .isEqualTo(hex(bytes));
        var request = Bytes.of("0000 0700" + TAIL + "11".repeat(32) + "6c00");
        assertThat(hex(OperationCodec.encode(decode(request), 1000, 9))).isEqualTo(hex(request));
    }

    @Test
    void damageIsRefused() {
        refused("0000 0900" + TAIL + "00000000 00000000 02000000 00000000 00000000 6400");
        refused("0000 0200" + TAIL + "00000000 00000000 02000000 00000000 0000");
        refused("0000 0200" + TAIL + "00000000 00000000 00000000 00000000 00000000");
        refused("0000 0200" + TAIL + "00000000 00000000 03000000 00000000 00000000 6400");
        refused("0000 0200" + TAIL + "00000000 00000000 02000000 00000000 00000000 6465");
        refused("0000 0200" + TAIL + "ffffffff 00000000 02000000 00000000 00000000 6400");
        refused("0000 0200" + TAIL + "00000000 00000000 feffffff 04000000 00000000 6400");
        refused("0000 0100" + TAIL + "01000000 00000000 02000000 00000000 01000000 6400 00");
        refused("0000 0100" + TAIL + "00000000 00000000 02000000 00000000 02000000 6400");
        refused("0000 0800" + TAIL + "11".repeat(32));
        refused("0000 0800" + TAIL + "11".repeat(33));
    }

    @Test
    void aPathEndsAtItsFirstNulAsInC() throws MalformedException {
        var operation = decode(Bytes.of("0000 0200" + TAIL + "00000000 00000000 04000000 00000000 00000000 64007800"));
        assertThat(operation).isEqualTo(new Operation.Make(new Change.Mkdir("d")));
    }

    @Test
    void noBytesBreakIt() {
        var random = new Random(17);
        var changes = new RandomChanges(random);
        int survived = 0;
        for (int i = 0; i < 50_000; i++) {
            var bytes = Bytes.join(OperationCodec.encode(new Operation.Make(changes.next()), 1, i));
            for (int j = random.nextInt(3); j > 0; j--) {
                bytes.put(random.nextInt(bytes.limit()), (byte) random.nextInt());
            }
            if (random.nextInt(8) == 0) {
                bytes.limit(random.nextInt(bytes.limit()));
            }
            try {
                if (FrameCodec.decode(bytes) instanceof Frame.Normal normal) {
                    OperationCodec.decode(normal);
                    survived++;
                }
            } catch (MalformedException expected) {
                assertThat(expected).hasMessageMatching(".+");
            }
        }
        assertThat(survived).isGreaterThan(10_000);
    }

    private static Operation decode(java.nio.ByteBuffer bytes) throws MalformedException {
        return OperationCodec.decode((Frame.Normal) FrameCodec.decode(bytes));
    }

    private static void refused(String hex) {
        assertThatThrownBy(() -> decode(Bytes.of(hex))).isInstanceOf(MalformedException.class);
    }

    private static void golden(Change change, String hex) throws MalformedException {
        assertThat(hex(OperationCodec.encode(new Operation.Make(change), 1000, 9)))
                .isEqualTo(hex(Bytes.of(hex)));
        var decoded = decode(Bytes.of(hex));
        assertThat(decoded).usingRecursiveComparison().isEqualTo(new Operation.Make(change));
    }
}
