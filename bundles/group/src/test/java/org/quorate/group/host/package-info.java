@NullMarked
package org.quorate.group.host;

import org.jspecify.annotations.NullMarked;
