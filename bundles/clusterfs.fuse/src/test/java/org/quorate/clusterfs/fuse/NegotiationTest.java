package org.quorate.clusterfs.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.quorate.clusterfs.fuse.protocol.Errno;
import org.quorate.clusterfs.fuse.protocol.InitFlags;
import org.quorate.clusterfs.fuse.protocol.Request;
import org.quorate.clusterfs.fuse.protocol.Response;

class NegotiationTest {
    private static final long WRITEBACK_CACHE = 1L << 16;
    private static final long ASYNC_DIO = 1L << 15;

    private final Negotiation negotiation = new Negotiation();

    @Test
    void onlyWhatIsOfferedAndWantedIsAgreed() {
        var agreed = (Response.Initialized) negotiation.answer(new Request.Init(7, 45, 131072, -1L));
        assertThat(agreed.flags() & (WRITEBACK_CACHE | ASYNC_DIO)).isZero();
        assertThat(agreed.flags() & InitFlags.ATOMIC_O_TRUNC).isNotZero();
        assertThat(agreed.maxPages() * 4096).isGreaterThan(agreed.maxWrite());
        assertThat(negotiation.expireOnly()).isTrue();
        assertThat(((Response.Initialized) negotiation.answer(new Request.Init(7, 31, 0, 0))).flags())
                .isZero();
        assertThat(negotiation.expireOnly()).isFalse();
    }

    @Test
    void aKernelThatIsTooOldIsRefused() {
        assertThat(negotiation.answer(new Request.Init(7, 30, 0, -1L))).isEqualTo(new Response.Failed(Errno.EPROTO));
        assertThat(negotiation.answer(new Request.Init(6, 99, 0, -1L))).isEqualTo(new Response.Failed(Errno.EPROTO));
    }

    @Test
    void aKernelWithANewerMajorVersionIsToldOurs() {
        assertThat(((Response.Initialized) negotiation.answer(new Request.Init(8, 0, 0, -1L))).major())
                .isEqualTo(7);
    }
}
