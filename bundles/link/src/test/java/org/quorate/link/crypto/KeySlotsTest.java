package org.quorate.link.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeySlotsTest {
    private static final CryptoSettings OLD = settings(1);
    private static final CryptoSettings NEW = settings(2);

    private final byte[] plain = new byte[200];
    private final byte[] sealed = new byte[200];

    @Test
    void bothKeysAreAcceptedFromLoadingToCleaningUp() {
        var slots = slots(OLD);
        assertThat(opens(slots, NEW)).isFalse();
        slots.use(OLD, Optional.of(NEW));
        assertThat(slots.sending().isOf(OLD)).isTrue();
        assertThat(opens(slots, OLD)).isTrue();
        assertThat(opens(slots, NEW)).isTrue();
        slots.use(NEW, Optional.of(OLD));
        assertThat(slots.sending().isOf(NEW)).isTrue();
        assertThat(opens(slots, OLD)).isTrue();
        slots.use(NEW, Optional.empty());
        assertThat(opens(slots, OLD)).isFalse();
        assertThat(opens(slots, NEW)).isTrue();
    }

    @Test
    void clearPacketsAreAcceptedOnlyWithoutAKeyAndWhileThatChanges() {
        var slots = slots(OLD);
        assertThat(opens(slots, CryptoSettings.NONE)).isFalse();
        slots.use(OLD, Optional.of(CryptoSettings.NONE));
        assertThat(opens(slots, CryptoSettings.NONE)).isTrue();
        assertThat(slots.sending().isOf(OLD)).isTrue();
        slots.use(CryptoSettings.NONE, Optional.of(OLD));
        assertThat(slots.sending().isOf(CryptoSettings.NONE)).isTrue();
        assertThat(opens(slots, OLD)).isTrue();
        assertThat(slots.isClear()).isFalse();
        slots.use(CryptoSettings.NONE, Optional.empty());
        assertThat(slots.isClear()).isTrue();
        slots.use(CryptoSettings.NONE, Optional.of(NEW));
        assertThat(slots.isClear()).isFalse();
        assertThat(opens(slots, CryptoSettings.NONE)).isTrue();
        slots.use(NEW, Optional.empty());
        assertThat(opens(slots, CryptoSettings.NONE)).isFalse();
    }

    @Test
    void aChangeThatIsTakenBackLeavesNothing() {
        var slots = slots(OLD);
        slots.use(OLD, Optional.of(NEW));
        slots.use(OLD, Optional.empty());
        assertThat(slots.sending().isOf(OLD)).isTrue();
        assertThat(opens(slots, NEW)).isFalse();
        assertThat(opens(slots, OLD)).isTrue();
    }

    @Test
    void aChangeThatIsReplacedByAnotherForgetsTheFirst() {
        var slots = slots(OLD);
        slots.use(OLD, Optional.of(NEW));
        slots.use(OLD, Optional.of(settings(3)));
        assertThat(opens(slots, NEW)).isFalse();
        assertThat(opens(slots, OLD)).isTrue();
        assertThat(opens(slots, settings(3))).isTrue();
    }

    @Test
    void theKeyThatWorkedIsTriedFirstAndTheOtherAfterwards() {
        var slots = slots(OLD);
        slots.use(OLD, Optional.of(NEW));
        assertThat(opens(slots, NEW)).isTrue();
        int first = slots.openedBy();
        for (var each : new CryptoSettings[] {OLD, NEW}) {
            int length = seal(each);
            assertThat(slots.open(sealed, length, plain, first)).isEqualTo(26);
        }
    }

    @Test
    void nothingIsAcceptedAfterTheEnd() {
        var slots = slots(OLD);
        slots.close();
        assertThat(opens(slots, OLD)).isFalse();
        assertThat(opens(slots, CryptoSettings.NONE)).isFalse();
    }

    private boolean opens(KeySlots slots, CryptoSettings settings) {
        return slots.open(sealed, seal(settings), plain, 0) == 26;
    }

    private int seal(CryptoSettings settings) {
        return new Envelope(settings, new SplittableRandom(3)).seal(new byte[200], 26, sealed, 0);
    }

    private static KeySlots slots(CryptoSettings settings) {
        return new KeySlots(settings, new SplittableRandom(4));
    }

    private static CryptoSettings settings(int fill) {
        var key = new byte[128];
        Arrays.fill(key, (byte) fill);
        return new CryptoSettings(CryptoCipher.AES256, CryptoHash.SHA256, CryptoKey.of(key));
    }
}
