package org.quorate.clusterfs.tree;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A sorted map that never changes: a change answers another map, which shares all but the path to the changed key.
 *
 * <p>A height-balanced binary tree (Adelson-Velsky and Landis, 1962), copied along the path. Every operation on one
 * key takes logarithmic time.
 */
public final class PersistentMap<K extends Comparable<? super K>, V> {
    private final @Nullable Node<K, V> root;

    private PersistentMap(@Nullable Node<K, V> root) {
        this.root = root;
    }

    private record Node<K, V>(
            K key,
            V value,
            @Nullable Node<K, V> left,
            @Nullable Node<K, V> right,
            int height,
            int size) {}

    /** The map without keys. */
    public static <K extends Comparable<? super K>, V> PersistentMap<K, V> empty() {
        return new PersistentMap<>(null);
    }

    /** Number of keys. */
    public int size() {
        return size(root);
    }

    int height() {
        return height(root);
    }

    /** The value of a key, or null. */
    public @Nullable V get(K key) {
        var node = root;
        while (node != null) {
            int order = key.compareTo(node.key);
            if (order == 0) {
                return node.value;
            }
            node = order < 0 ? node.left : node.right;
        }
        return null;
    }

    /** The greatest key, or null. */
    public @Nullable K lastKey() {
        K last = null;
        for (var node = root; node != null; node = node.right) {
            last = node.key;
        }
        return last;
    }

    /** This map with a key set to a value. */
    public PersistentMap<K, V> with(K key, V value) {
        return new PersistentMap<>(with(root, key, value));
    }

    /** This map without a key. */
    public PersistentMap<K, V> without(K key) {
        return get(key) == null ? this : new PersistentMap<>(without(root, key));
    }

    /** All values, by ascending key. */
    public Iterable<V> values() {
        return () -> new Ascending<>(root, null);
    }

    /** The values of all keys that are not less than the given one, ascending. */
    public Iterable<V> valuesFrom(K least) {
        return () -> new Ascending<>(root, least);
    }

    private static int height(@Nullable Node<?, ?> node) {
        return node == null ? 0 : node.height;
    }

    private static int size(@Nullable Node<?, ?> node) {
        return node == null ? 0 : node.size;
    }

    private static <K, V> Node<K, V> node(K key, V value, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
        int height = 1 + Math.max(height(left), height(right));
        return new Node<>(key, value, left, right, height, 1 + size(left) + size(right));
    }

    private static <K extends Comparable<? super K>, V> Node<K, V> with(@Nullable Node<K, V> at, K key, V value) {
        if (at == null) {
            return node(key, value, null, null);
        }
        int order = key.compareTo(at.key);
        if (order == 0) {
            return node(key, value, at.left, at.right);
        }
        return order < 0
                ? balanced(at.key, at.value, with(at.left, key, value), at.right)
                : balanced(at.key, at.value, at.left, with(at.right, key, value));
    }

    private static <K extends Comparable<? super K>, V> @Nullable Node<K, V> without(@Nullable Node<K, V> at, K key) {
        if (at == null) {
            return null;
        }
        int order = key.compareTo(at.key);
        if (order < 0) {
            return balanced(at.key, at.value, without(at.left, key), at.right);
        }
        if (order > 0) {
            return balanced(at.key, at.value, at.left, without(at.right, key));
        }
        if (at.right == null) {
            return at.left;
        }
        var next = at.right;
        while (next.left != null) {
            next = next.left;
        }
        return balanced(next.key, next.value, at.left, without(at.right, next.key));
    }

    private static <K, V> Node<K, V> balanced(K key, V value, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
        if (left != null && left.height > height(right) + 1) {
            var inner = left.right;
            return inner == null || height(left.left) >= inner.height
                    ? node(left.key, left.value, left.left, node(key, value, inner, right))
                    : node(
                            inner.key,
                            inner.value,
                            node(left.key, left.value, left.left, inner.left),
                            node(key, value, inner.right, right));
        }
        if (right != null && right.height > height(left) + 1) {
            var inner = right.left;
            return inner == null || height(right.right) >= inner.height
                    ? node(right.key, right.value, node(key, value, left, inner), right.right)
                    : node(
                            inner.key,
                            inner.value,
                            node(key, value, left, inner.left),
                            node(right.key, right.value, inner.right, right.right));
        }
        return node(key, value, left, right);
    }

    private static final class Ascending<K extends Comparable<? super K>, V> implements Iterator<V> {
        private final ArrayDeque<Node<K, V>> path = new ArrayDeque<>();

        Ascending(@Nullable Node<K, V> root, @Nullable K least) {
            var node = root;
            while (node != null) {
                if (least == null || least.compareTo(node.key) <= 0) {
                    path.push(node);
                    node = node.left;
                } else {
                    node = node.right;
                }
            }
        }

        @Override
        public boolean hasNext() {
            return !path.isEmpty();
        }

        @Override
        public V next() {
            if (path.isEmpty()) {
                throw new NoSuchElementException();
            }
            var node = path.pop();
            for (var below = node.right; below != null; below = below.left) {
                path.push(below);
            }
            return node.value;
        }
    }
}
