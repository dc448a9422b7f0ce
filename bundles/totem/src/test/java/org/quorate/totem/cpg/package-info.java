@NullMarked
package org.quorate.totem.cpg;

import org.jspecify.annotations.NullMarked;
