package org.quorate.integration.corosync;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Packets of knet, made without any of the code that is tested, and what tells them apart in a filter. */
final class KnetPackets {
    static final int PING = 0x81;
    static final int PONG = 0x82;

    /** Of data: the type, for the filter of packets. */
    static final String DATA = "@th,72,8 0";

    private static final int VERSION = 1;
    private static final int BLOCK_BYTES = 16;
    private static final int AES256_BYTES = 32;

    private KnetPackets() {}

    /** A ping or a pong with a time that nobody has asked with. */
    static byte[] internal(int version, int type, int node, int link) {
        return ByteBuffer.allocate(26)
                .put((byte) version)
                .put((byte) type)
                .putShort((short) node)
                .putShort((short) 0)
                .put((byte) link)
                .array();
    }

    static byte[] internal(int type, int node) {
        return internal(VERSION, type, node, 0);
    }

    /** With aes256 and sha256. */
    static byte[] sealed(byte[] packet, byte[] key) throws GeneralSecurityException {
        var iv = Arrays.copyOf(HexFormat.of().parseHex("5eed"), BLOCK_BYTES);
        var cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, 0, AES256_BYTES, "AES"), new IvParameterSpec(iv));
        var sealed = new ByteArrayOutputStream();
        sealed.writeBytes(iv);
        sealed.writeBytes(cipher.doFinal(packet));
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        sealed.writeBytes(mac.doFinal(sealed.toByteArray()));
        return sealed.toByteArray();
    }

    /** With one bit that is another. */
    static byte[] spoiled(byte[] packet, int at) {
        var spoiled = packet.clone();
        spoiled[at] ^= 1;
        return spoiled;
    }

    /** Data with this sequence number, for the filter of packets. */
    static String data(int sequence) {
        return DATA + " @th,112,16 " + sequence;
    }

    /** A ping that tells of the sequence number out of turn, for the filter of packets. */
    static String untimedPing() {
        return "@th,72,8 " + PING + " @th,264,8 0";
    }
}
