package org.quorate.clusterfs.fuse.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The bytes were written by a C program with the structures of linux/fuse.h on a little-endian machine. */
class NoticeTest {
    private final byte[] bytes = new byte[Notice.MAX_BYTES];

    @Test
    void aNodeThatChangedLosesContentAndAttributes() {
        assertThat(encode(new Notice.NodeChanged(17)))
                .isEqualTo("28000000020000000000000000000000110000000000000000000000000000000000000000000000");
    }

    @Test
    void aNameThatChangedExpires() {
        assertThat(encode(new Notice.NameChanged(1, "local", true)))
                .isEqualTo("26000000030000000000000000000000010000000000000005000000010000006c6f63616c00");
    }

    @Test
    void aNameLongerThanAPathIsNothingTheKernelKnows() {
        assertThat(encode(new Notice.NameChanged(1, "n".repeat(4095), false))).hasSize(2 * (32 + 4096));
        assertThat(encode(new Notice.NameChanged(1, "n".repeat(4096), false))).isEmpty();
    }

    private String encode(Notice notice) {
        int length = Notice.encode(notice, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        return HexFormat.of().formatHex(bytes, 0, length);
    }
}
