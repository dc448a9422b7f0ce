package org.quorate.clusterfs.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomChangesTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whateverIsDoneTheTreeIsTheOneItsRowsGive(long seed) throws DamagedTreeException {
        var random = new Random(seed);
        var changes = new RandomChanges(random);
        var tree = Tree.empty();
        var twin = tree;
        int made = 0;
        for (int i = 0; i < 3000; i++) {
            var change = changes.next();
            var applied = tree.apply(change, i % 3, i);
            twin = twin.apply(change, i % 3, i).after();
            assertThat(applied.after().version()).isEqualTo(tree.version() + (applied.error() == null ? 1 : 0));
            made += applied.error() == null ? 1 : 0;
            tree = applied.after();
            if (i % 250 == 0) {
                Trees.verify(tree);
                assertThat(twin.index()).isEqualTo(tree.index());
            }
        }
        assertThat(made).isGreaterThan(500);
    }
}
