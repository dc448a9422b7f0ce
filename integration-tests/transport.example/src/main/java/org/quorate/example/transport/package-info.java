/** An example of a transport: the ring thread waits in a selector of the JDK. */
@NullMarked
package org.quorate.example.transport;

import org.jspecify.annotations.NullMarked;
