package org.quorate.link.compress;

/**
 * What is compressed when it is sent; received is whatever can be read.
 *
 * @param model {@code knet_compression_model} as a number, {@link Compression#model()}; 0: none
 * @param thresholdBytes {@code knet_compression_threshold}: longer frames are compressed; 0 stands for 100
 * @param level {@code knet_compression_level}, as the library understands it
 */
public record CompressionSettings(int model, int thresholdBytes, int level) {
    /** corosync's default. */
    public static final CompressionSettings NONE = new CompressionSettings(0, 0, 0);

    private static final int DEFAULT_THRESHOLD_BYTES = 100;

    /** Above that a frame is compressed. */
    public int threshold() {
        return thresholdBytes == 0 ? DEFAULT_THRESHOLD_BYTES : thresholdBytes;
    }
}
