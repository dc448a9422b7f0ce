package org.quorate.clusterfs.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NamesTest {
    @Test
    void bytesComeBackWhateverTheyAre() {
        var random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            var bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            assertThat(Names.encode(Names.decode(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    void textIsText() {
        for (var name : new String[] {"storage.cfg", "Grüße", "日本", "a😀b", ""}) {
            assertThat(Names.decode(name.getBytes(StandardCharsets.UTF_8))).isEqualTo(name);
            assertThat(Names.encode(name)).isEqualTo(name.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void aSurrogateEncodedAsUtf8IsNotTakenForAnEscape() {
        byte[] bytes = {(byte) 0xED, (byte) 0xB2, (byte) 0x80, 'x'};
        assertThat(Names.encode(Names.decode(bytes))).isEqualTo(bytes);
    }
}
