@NullMarked
package org.quorate.transport.knet;

import org.jspecify.annotations.NullMarked;
