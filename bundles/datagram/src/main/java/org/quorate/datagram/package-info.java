/**
 * UDP sockets for transports, driven by the one thread that waits in them: a datagram is handled on the thread that
 * received it. Where the kernel can, datagrams of one length go out in one call (UDP segmentation offload) and come in
 * one (receive offload), and what else waits to be sent goes in batches ({@code sendmmsg}).
 */
@Export
@Version("1.0.0")
@NullMarked
package org.quorate.datagram;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
