package org.quorate.tree;

import java.time.Duration;

/**
 * A lock of the cluster: a directory below {@code priv/lock}.
 *
 * @param name of the directory
 * @param holder node id of who made it, unsigned
 * @param age since this node knows it as it is, by this node's clock; a refresh begins it anew
 * @param expired whether others may ask for its removal
 */
public record TreeLock(String name, int holder, Duration age, boolean expired) {}
