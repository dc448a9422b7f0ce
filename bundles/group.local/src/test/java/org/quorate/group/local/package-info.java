@NullMarked
package org.quorate.group.local;

import org.jspecify.annotations.NullMarked;
