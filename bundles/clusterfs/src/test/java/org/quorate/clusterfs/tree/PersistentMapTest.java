package org.quorate.clusterfs.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PersistentMapTest {
    @Test
    void behavesAsASortedMapWhateverIsDoneToIt() {
        var random = new Random(11);
        var expected = new TreeMap<Integer, Integer>();
        var map = PersistentMap.<Integer, Integer>empty();
        for (int i = 0; i < 20_000; i++) {
            int key = random.nextInt(500);
            if (random.nextInt(5) < 2) {
                expected.remove(key);
                map = map.without(key);
            } else {
                expected.put(key, i);
                map = map.with(key, i);
            }
            assertThat(map.get(key)).isEqualTo(expected.get(key));
            assertThat(map.size()).isEqualTo(expected.size());
            if (i % 100 == 0) {
                assertThat(map.values()).containsExactlyElementsOf(expected.values());
                assertThat(map.valuesFrom(key))
                        .containsExactlyElementsOf(expected.tailMap(key).values());
                assertThat(map.lastKey()).isEqualTo(expected.isEmpty() ? null : expected.lastKey());
            }
        }
    }

    @Test
    void anOlderMapIsNotTouchedByLaterChanges() {
        var map = PersistentMap.<Integer, String>empty().with(1, "a").with(2, "b");
        var later = map.with(1, "c").without(2).with(3, "d");
        assertThat(map.values()).containsExactly("a", "b");
        assertThat(later.values()).containsExactly("c", "d");
    }

    @Test
    void staysShallowWhenKeysComeInOrder() {
        var map = PersistentMap.<Integer, Integer>empty();
        for (int i = 0; i < 100_000; i++) {
            map = map.with(i, i);
        }
        assertThat(map.get(77_777)).isEqualTo(77_777);
        assertThat(map.height()).isLessThanOrEqualTo(24); // 1.44 log2(100 000)
    }
}
