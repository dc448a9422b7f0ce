@NullMarked
package org.quorate.transport.session;

import org.jspecify.annotations.NullMarked;
