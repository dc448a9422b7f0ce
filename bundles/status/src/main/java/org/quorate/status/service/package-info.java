/**
 * The services {@link org.quorate.status.ClusterStatus} and {@link org.quorate.status.ClusterLog}: runs the exchange on
 * the process groups of this node. One monitor guards the core; nothing that waits is called with it held.
 */
@NullMarked
package org.quorate.status.service;

import org.jspecify.annotations.NullMarked;
