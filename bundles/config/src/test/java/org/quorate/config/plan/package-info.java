@NullMarked
package org.quorate.config.plan;

import org.jspecify.annotations.NullMarked;
