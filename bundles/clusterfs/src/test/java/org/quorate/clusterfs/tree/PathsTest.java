package org.quorate.clusterfs.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PathsTest {
    @Test
    void aSenderUsesCleanPathsOnly() {
        assertThat(Paths.check("")).isNull();
        assertThat(Paths.check("a/b.c/d")).isNull();
        assertThat(Paths.check("a/" + "x".repeat(255))).isNull();
        assertThat(Paths.check("a/" + "x".repeat(256))).isEqualTo(Errno.ENAMETOOLONG);
        assertThat(Paths.check("ü".repeat(128))).isEqualTo(Errno.ENAMETOOLONG);
        assertThat(Paths.check("x/".repeat(2100) + "x")).isEqualTo(Errno.ENAMETOOLONG);
        for (var path : new String[] {"/a", "a/", "a//b", ".", "a/..", "a/\0b"}) {
            assertThat(Paths.check(path)).as(path).isEqualTo(Errno.EINVAL);
        }
    }

    @Test
    void locksAreDirectlyBelowTheirDirectory() {
        assertThat(Paths.isLock("priv/lock/a")).isTrue();
        assertThat(Paths.isLock("priv/lock")).isFalse();
        assertThat(Paths.isLock("priv/lock/a/b")).isFalse();
    }
}
