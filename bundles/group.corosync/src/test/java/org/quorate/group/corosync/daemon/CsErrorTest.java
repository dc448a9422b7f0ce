package org.quorate.group.corosync.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CsErrorTest {
    @Test
    void numbersHaveTheNamesOfTheHeader() {
        assertThat(CsError.name(2)).isEqualTo("CS_ERR_LIBRARY");
        assertThat(CsError.name(6)).isEqualTo("CS_ERR_TRY_AGAIN");
        assertThat(CsError.name(28)).isEqualTo("CS_ERR_CONTEXT_NOT_FOUND");
        assertThat(CsError.name(100)).isEqualTo("CS_ERR_SECURITY");
        assertThat(CsError.name(29)).isEqualTo("error 29");
        for (var error : CsError.values()) {
            assertThat(CsError.of(error.code())).contains(error);
        }
    }

    @Test
    void aFailureIsOneLineWithTheNextStep() {
        var absent = CorosyncException.of("cpg_dispatch", CsError.LIBRARY.code());
        assertThat(absent)
                .hasMessage("the daemon does not answer (cpg_dispatch: CS_ERR_LIBRARY); start it (systemctl start"
                        + " corosync), this node comes back by itself");
        assertThat(CorosyncException.of("cpg_join", 11).getMessage()).contains("CS_ERR_ACCESS", "uidgid.d");
        assertThat(CorosyncException.of("cpg_join", 77).getMessage()).contains("(cpg_join: error 77)");
        assertThat(CorosyncException.of("quorum_trackstart", 6).advice()).isEqualTo(absent.advice());
    }
}
