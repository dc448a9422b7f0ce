package org.quorate.group.corosync.daemon;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;

class NativeLibraryTest {
    @Test
    void aLibraryThatIsNotThereIsNamedWithItsPackage() {
        assertThatThrownBy(() -> NativeLibrary.load("libnowhere.so.4", "libnowhere4"))
                .isInstanceOf(CorosyncException.class)
                .hasMessage("the library libnowhere.so.4 is missing or cannot be loaded; install the package"
                        + " libnowhere4 (apt install libnowhere4)");
    }

    @Test
    void aLibraryWithoutAFunctionIsTooOld() throws Exception {
        var library = NativeLibrary.load("libc.so.6", "libc6");
        assertThatThrownBy(() -> library.function("cpg_dance", JAVA_INT))
                .isInstanceOf(CorosyncException.class)
                .hasMessageContaining("libc.so.6 is too old, it has no cpg_dance; install the package libc6");
    }

    @Test
    void aFunctionIsCalledAndItsAnswerIsAnError() throws Exception {
        var abs = NativeLibrary.load("libc.so.6", "libc6").function("abs", JAVA_INT);
        assertThat(abs.call(-9)).isEqualTo(9);
        assertThat(abs.tried(-1)).isTrue();
        assertThat(abs.tried(-6)).isFalse();
        assertThatThrownBy(() -> abs.tried(-2)).hasMessageContaining("(abs: CS_ERR_LIBRARY)");
    }

    @Test
    void aWaitIsEndedFromAnotherThread() {
        try (var arena = Arena.ofConfined()) {
            var pollfds = arena.allocate(Libc.POLLFD_BYTES, Integer.BYTES);
            int eventfd = Libc.eventfd();
            Libc.wanted(pollfds, 0, eventfd);
            Libc.poll(pollfds, 1, 0);
            assertThat(Libc.found(pollfds, 0)).isZero();
            var one = Arena.ofAuto().allocateFrom(JAVA_LONG, 1);
            Thread.ofPlatform().start(() -> Libc.signal(eventfd, one));
            Libc.poll(pollfds, 1, -1);
            assertThat(Libc.found(pollfds, 0)).isEqualTo(Libc.POLLIN);
            Libc.drain(eventfd, arena.allocate(Long.BYTES));
            Libc.poll(pollfds, 1, 0);
            assertThat(Libc.found(pollfds, 0)).isZero();
            Libc.close(eventfd);
        }
    }
}
