@NullMarked
package org.quorate.example.transport;

import org.jspecify.annotations.NullMarked;
