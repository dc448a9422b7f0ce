@NullMarked
package org.quorate.transport.udpu;

import org.jspecify.annotations.NullMarked;
