package org.quorate.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthKeyTest {
    private static final String ENCRYPTED = "crypto_cipher: aes256\ncrypto_hash: sha256\n";

    @TempDir
    Path folder;

    @Test
    void whoDoesNotEncryptNeedsNone() throws Exception {
        assertThat(AuthKey.read(config(""), conf())).isEmpty();
    }

    @Test
    void itIsBesideTheConfiguration() throws Exception {
        write("authkey", 256, "r--------");
        var key = AuthKey.read(config(ENCRYPTED), conf()).orElseThrow();
        assertThat(key.bytes()).hasSize(256).containsOnly('k');
        assertThat(key.warning()).isEmpty();
    }

    @Test
    void keyfileIsAskedBeforeKeyAndBothBeforeTheUsualPlace() throws Exception {
        write("authkey", 150, "r--------");
        write("other", 160, "r--------");
        var inline = "key: " + "i".repeat(170) + "\n";
        assertThat(read(ENCRYPTED + inline + "keyfile: " + folder.resolve("other") + "\n")
                        .bytes())
                .hasSize(160);
        assertThat(read(ENCRYPTED + inline).bytes()).hasSize(170);
    }

    @Test
    void ofALongFileTheBeginIsUsed() throws Exception {
        write("authkey", 5000, "r--------");
        assertThat(read(ENCRYPTED).bytes()).hasSize(4096);
    }

    @Test
    void aFileThatOthersMayReadIsToldAndUsed() throws Exception {
        write("authkey", 128, "rw-r--r--");
        assertThat(read(ENCRYPTED).warning().orElseThrow()).contains("authkey").contains("chmod 400");
    }

    @Test
    void aKeyThatIsMissingOrTooShortIsRefusedWithTheNextStep() throws IOException {
        assertThatThrownBy(() -> read(ENCRYPTED))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(folder.resolve("authkey") + " is missing")
                .hasMessageContaining("pvecm keygen FILE");
        write("authkey", 127, "r--------");
        assertThatThrownBy(() -> read(ENCRYPTED))
                .hasMessageContaining("has 127 bytes; a key has 128 to 4096")
                .hasMessageContaining("totem.keyfile");
        assertThatThrownBy(() -> read(ENCRYPTED + "key: secretsecret\n"))
                .hasMessageContaining("totem.key has 12 bytes")
                .hasMessageNotContaining("secretsecret");
    }

    @Test
    void itIsNotInItsText() throws Exception {
        write("authkey", 128, "r--------");
        var key = read(ENCRYPTED);
        assertThat(key).hasToString("key of 128 bytes");
        key.clear();
        assertThat(key.bytes()).containsOnly(0);
    }

    private AuthKey read(String totem) throws ConfigurationException {
        return AuthKey.read(config(totem), conf()).orElseThrow();
    }

    private Path conf() {
        return folder.resolve("corosync.conf");
    }

    private static ClusterConfig config(String totem) throws ConfigurationException {
        return ClusterConfig.parse(TestFiles.cluster(totem, "", ""), "c");
    }

    private void write(String name, int bytes, String mode) throws IOException {
        var file = folder.resolve(name);
        Files.deleteIfExists(file);
        Files.write(file, "k".repeat(bytes).getBytes(StandardCharsets.UTF_8));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    @Test
    void aNewKeyIsOfItsOwnerAloneAndReplacesNothingUnasked() throws Exception {
        var file = folder.resolve("made/authkey");
        AuthKey.generate(file, AuthKey.USUAL_BYTES, false);
        var first = Files.readAllBytes(file);
        assertThat(first).hasSize(256);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("r--------");
        assertThatThrownBy(() -> AuthKey.generate(file, 256, false)).hasMessageContaining("is there already; give -f");
        AuthKey.generate(file, 4096, true);
        assertThat(Files.readAllBytes(file)).hasSize(4096).isNotEqualTo(first);
        assertThatThrownBy(() -> AuthKey.generate(file, 127, true)).hasMessageContaining("128 to 4096 bytes, not 127");
        assertThatThrownBy(() -> AuthKey.generate(file, 4097, true)).hasMessageContaining("not 4097");
        assertThat(Files.readAllBytes(file)).hasSize(4096);
    }
}
