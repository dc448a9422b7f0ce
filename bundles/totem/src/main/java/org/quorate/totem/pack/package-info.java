/**
 * Messages into packets and back: small messages share a packet, large ones are cut into fragments (corosync's totempg).
 *
 * <pre>
 * | 0 version u16 = 0 | 2 type u16 = 0 | 4 fragmented u8 | 5 continuation u8 | 6 count u16 |
 * | 8 count times: length u16 | the blocks, back to back |
 * </pre>
 *
 * {@code fragmented} is the number of the fragment if the last block goes on in the next packet, else 0; {@code
 * continuation} is that number of the packet before if the first block goes on from there. Used by one thread.
 */
@NullMarked
package org.quorate.totem.pack;

import org.jspecify.annotations.NullMarked;
