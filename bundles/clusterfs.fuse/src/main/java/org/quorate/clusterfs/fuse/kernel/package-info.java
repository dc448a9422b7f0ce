/**
 * The part that talks to Linux: the device {@code /dev/fuse}, and mounting. System calls are made through {@code
 * java.lang.foreign}; there is no native code of our own and no libfuse.
 *
 * <p>Results of calls on the device are numbers as in the kernel, negative for an errno, so that nothing is thrown while
 * requests are served. Each class says which threads may use it.
 */
@NullMarked
package org.quorate.clusterfs.fuse.kernel;

import org.jspecify.annotations.NullMarked;
