package org.quorate.clusterfs.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quorate.clusterfs.tree.Trees.after;
import static org.quorate.clusterfs.tree.Trees.find;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quorate.clusterfs.tree.Change.Create;
import org.quorate.clusterfs.tree.Change.Mkdir;

class ModesTest {
    private final Tree tree = after(
            new Mkdir("priv"),
            new Create("priv/key"),
            new Mkdir("priv/lock"),
            new Create("private"),
            new Create("f"),
            new Mkdir("nodes"),
            new Mkdir("nodes/a"),
            new Create("nodes/a/f"),
            new Mkdir("nodes/a/priv"),
            new Create("nodes/a/priv/key"),
            new Mkdir("nodes/priv"),
            new Mkdir("openvz"),
            new Create("openvz/100.start"),
            new Create("openvz/vps.mount"),
            new Create("openvz/x.start"),
            new Create("openvz/100.stopped"));

    @ParameterizedTest
    @CsvSource({
        "f,640,440",
        "nodes,755,555",
        "nodes/a/f,640,440",
        "private,640,440",
        "priv,700,500",
        "priv/key,600,400",
        "priv/lock,700,500",
        "nodes/a/priv,700,500",
        "nodes/a/priv/key,600,400",
        "nodes/priv,755,555",
        "openvz/100.start,740,540",
        "openvz/vps.mount,740,540",
        "openvz/x.start,640,440",
        "openvz/100.stopped,640,440"
    })
    void followFromPlaceKindAndQuorum(String path, String quorate, String alone) {
        assertThat(Modes.of(find(tree, path), true)).isEqualTo(Integer.parseInt(quorate, 8));
        assertThat(Modes.of(find(tree, path), false)).isEqualTo(Integer.parseInt(alone, 8));
    }

    @Test
    void theRootAlwaysLooksTheSame() {
        assertThat(Modes.of(tree.root(), true)).isEqualTo(0755);
        assertThat(Modes.of(tree.root(), false)).isEqualTo(0755);
        assertThat(Modes.ofLink(true)).isEqualTo(0755);
        assertThat(Modes.ofLink(false)).isEqualTo(0555);
    }
}
