package checkout.order.webhook.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Encrypts the secrets of endpoints with a key from the settings, so that whoever can read the database cannot sign. A
 * secret is bound to its endpoint: that of another one cannot be put in its place.
 */
@Component
public class SecretEncryption {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final @Nullable SecretKeySpec key;

    SecretEncryption(SecretSettings settings) {
        this.key = settings.secretKey() == null ? null : key(settings.secretKey());
    }

    /** Whether there is a key; without one, no secret can be stored. */
    public boolean isConfigured() {
        return key != null;
    }

    public EncryptedSecret encrypt(SigningSecret secret, UUID endpoint) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, nonce, endpoint).doFinal(secret.bytes());
            return new EncryptedSecret(ByteBuffer.allocate(NONCE_BYTES + encrypted.length)
                    .put(nonce)
                    .put(encrypted)
                    .array());
        } catch (GeneralSecurityException bug) {
            throw new IllegalStateException("A secret cannot be encrypted", bug);
        }
    }

    /** The secret; empty if it was encrypted with another key or for another endpoint. */
    public Optional<SigningSecret> decrypt(EncryptedSecret secret, UUID endpoint) {
        byte[] stored = secret.bytes();
        if (key == null || stored.length <= NONCE_BYTES) {
            return Optional.empty();
        }
        byte[] nonce = new byte[NONCE_BYTES];
        ByteBuffer.wrap(stored).get(nonce);
        try {
            return Optional.of(new SigningSecret(cipher(Cipher.DECRYPT_MODE, nonce, endpoint)
                    .doFinal(stored, NONCE_BYTES, stored.length - NONCE_BYTES)));
        } catch (AEADBadTagException otherKey) {
            return Optional.empty();
        } catch (GeneralSecurityException bug) {
            throw new IllegalStateException("A secret cannot be decrypted", bug);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, UUID endpoint) throws GeneralSecurityException {
        if (key == null) {
            throw new IllegalStateException("checkout.webhooks.secret-key is not set");
        }
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(endpoint.toString().getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }

    private static SecretKeySpec key(String secretKey) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return new SecretKeySpec(digest.digest(secretKey.getBytes(StandardCharsets.UTF_8)), "AES");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
