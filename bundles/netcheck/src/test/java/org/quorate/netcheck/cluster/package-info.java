@NullMarked
package org.quorate.netcheck.cluster;

import org.jspecify.annotations.NullMarked;
