package org.quorate.clusterfs.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quorate.clusterfs.wire.Bytes.hex;

import org.junit.jupiter.api.Test;
import org.quorate.clusterfs.tree.Entry;
import org.quorate.clusterfs.tree.MalformedException;

class FrameCodecTest {
    private static final Epoch EPOCH = new Epoch(7, 0x65000000, 2, 4711);
    private static final String EPOCH_HEX = "07000000 00000065 02000000 67120000";

    @Test
    void aSyncStartIsThirtyTwoBytes() throws MalformedException {
        golden(new Frame.SyncStart(0x65000001, EPOCH), "0100 0000 01000000 01000065 00000000" + EPOCH_HEX);
        golden(new Frame.UpdateComplete(0x65000001, EPOCH), "0400 0000 01000000 01000065 00000000" + EPOCH_HEX);
    }

    @Test
    void aStateCarriesTheIndex() throws MalformedException {
        var bytes = Bytes.of("0200 0000 01000000 01000065 00000000" + EPOCH_HEX + "aabbcc");
        var state = (Frame.State) FrameCodec.decode(bytes);
        assertThat(state.index()).containsExactly(0xaa, 0xbb, 0xcc);
        assertThat(state.epoch()).isEqualTo(EPOCH);
        assertThat(hex(FrameCodec.encode(state))).isEqualTo(hex(bytes));
    }

    @Test
    void anUpdateCarriesOneEntry() throws MalformedException {
        var entry = Entry.row(0x11, 3, 0x12, 2, 0x65000000, Entry.Kind.FILE, "a.cfg", new byte[] {'h', 'i'});
        var bytes = Bytes.of("0300 0000 01000000 01000065 00000000" + EPOCH_HEX
                + "0300000000000000 1100000000000000 1200000000000000 02000000 00000065 02000000 06000000 08"
                + "612e63666700 6869");
        assertThat(hex(FrameCodec.encode(new Frame.Update(0x65000001, EPOCH, entry))))
                .isEqualTo(hex(bytes));
        var decoded = ((Frame.Update) FrameCodec.decode(bytes)).entry();
        assertThat(decoded.digest()).isEqualTo(entry.digest());
        assertThat(decoded.inode()).isEqualTo(entry.inode());
    }

    @Test
    void theRootHasANameOfOneByte() throws MalformedException {
        var root = Entry.row(0, 0, 9, 1, 5, Entry.Kind.DIRECTORY, "", new byte[0]);
        var bytes = Bytes.join(FrameCodec.encode(new Frame.Update(1, EPOCH, root)));
        assertThat(bytes.remaining()).isEqualTo(32 + 41 + 1);
        assertThat(((Frame.Update) FrameCodec.decode(bytes)).entry().name()).isEmpty();
    }

    @Test
    void verificationCarriesIdAndChecksum() throws MalformedException {
        golden(
                new Frame.VerifyRequest(0x65000001, EPOCH, 0x0102030405060708L),
                "0500 0000 01000000 01000065 00000000" + EPOCH_HEX + "0807060504030201");
        var bytes = Bytes.of("0600 0000 01000000 01000065 00000000" + EPOCH_HEX + "0100000000000000" + "5a".repeat(32));
        var verify = (Frame.Verify) FrameCodec.decode(bytes);
        assertThat(verify.id()).isEqualTo(1);
        assertThat(verify.checksum()).containsOnly(0x5a).hasSize(32);
        assertThat(hex(FrameCodec.encode(verify))).isEqualTo(hex(bytes));
    }

    @Test
    void anotherProtocolVersionIsRecognisedWhateverFollows() throws MalformedException {
        assertThat(FrameCodec.decode(Bytes.of("6300 0000 02000000 01000065 00000000")))
                .isEqualTo(new Frame.Foreign(2));
    }

    @Test
    void damageIsRefused() {
        refused("0100");
        refused("0100 0000 01000000 01000065 00000000" + "07000000");
        refused("0700 0000 01000000 01000065 00000000" + EPOCH_HEX);
        refused("0000 0500 01000000 01000065 00000000" + "07000000");
        refused("0500 0000 01000000 01000065 00000000" + EPOCH_HEX + "08");
        refused("0600 0000 01000000 01000065 00000000" + EPOCH_HEX + "0807060504030201");
        var update = "0300 0000 01000000 01000065 00000000" + EPOCH_HEX
                + "0300000000000000 1100000000000000 1200000000000000 02000000 00000065";
        refused(update + "02000000 06000000 08 612e63666700 68");
        refused(update + "ffffffff 06000000 08 612e63666700 6869");
        refused(update + "02000000 06000000 05 612e63666700 6869");
        refused(update + "02000000 06000000 04 612e63666700 6869");
        refused(update + "02000000 06000000 08 612e63666778 6869");
        refused(update + "08000000 00000000 08 612e63666700 6869");
    }

    private static void refused(String hex) {
        assertThatThrownBy(() -> FrameCodec.decode(Bytes.of(hex))).isInstanceOf(MalformedException.class);
    }

    private static void golden(Frame frame, String hex) throws MalformedException {
        assertThat(hex(FrameCodec.encode(frame))).isEqualTo(hex(Bytes.of(hex)));
        assertThat(FrameCodec.decode(Bytes.of(hex))).isEqualTo(frame);
    }
}
