/**
 * Who makes the faults: when, where and for how long follows from the seed, for each class from a stream of its own.
 */
@NullMarked
package org.quorate.simulator.fault;

import org.jspecify.annotations.NullMarked;
