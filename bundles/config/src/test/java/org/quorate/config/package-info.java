@NullMarked
package org.quorate.config;

import org.jspecify.annotations.NullMarked;
