/** Who may know whom. */
@NullMarked
package org.quorate.integration.layers;

import org.jspecify.annotations.NullMarked;
