package checkout.order.webhook.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Fails if a receiver could not verify a signature, or if whoever reads the database or a log learns a secret. */
class SecretsTest {
    private static final UUID ENDPOINT = UUID.fromString("01890000-0000-7000-8000-000000000001");
    private static final SecretEncryption ENCRYPTION = encryption("0123456789abcdef0123456789abcdef");

    /** The example that libraries of Standard Webhooks are tested with. */
    @Test
    void signsAsStandardWebhooksDoes() {
        SigningSecret secret = new SigningSecret(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        assertThat(WebhookSignature.of(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}", List.of(secret)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    /** A receiver computes the signature from the digits of the header. */
    @Test
    void aSignatureDoesNotDependOnTheLanguageOfTheMachine() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        try {
            signsAsStandardWebhooksDoes();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void signsWithEverySecretDuringARotation() {
        SigningSecret one = SigningSecret.generate();
        SigningSecret other = SigningSecret.generate();
        String body = "{}";
        assertThat(WebhookSignature.of("id", 1, body, List.of(one, other)))
                .isEqualTo(WebhookSignature.of("id", 1, body, List.of(one))
                        + " "
                        + WebhookSignature.of("id", 1, body, List.of(other)));
    }

    @Property(tries = 200)
    void anotherIdTimeOrBodyHasAnotherSignature(@ForAll String id, @ForAll int time, @ForAll String body) {
        SigningSecret secret = SigningSecret.generate();
        assertThat(List.of(
                        WebhookSignature.of(id, time, body, List.of(secret)),
                        WebhookSignature.of(id + "x", time, body, List.of(secret)),
                        WebhookSignature.of(id, time + 1L, body, List.of(secret)),
                        WebhookSignature.of(id, time, body + "x", List.of(secret)),
                        WebhookSignature.of(id, time, body, List.of(SigningSecret.generate()))))
                .doesNotHaveDuplicates();
    }

    @Test
    void areGeneratedWith256Bits() {
        String secret = SigningSecret.generate().reveal();
        assertThat(secret)
                .startsWith("whsec_")
                .isNotEqualTo(SigningSecret.generate().reveal());
        assertThat(Base64.getDecoder().decode(secret.substring(6))).hasSize(32);
    }

    @Test
    void doNotAppearInLogs() {
        SigningSecret secret = SigningSecret.generate();
        assertThat(secret).hasToString("whsec_...");
        assertThat(new SecretSettings("0123456789abcdef0123456789abcdef").toString())
                .doesNotContain("0123456789");
    }

    @Test
    void areReadBackOnlyForTheirEndpointAndWithTheirKey() {
        SigningSecret secret = SigningSecret.generate();
        EncryptedSecret stored = ENCRYPTION.encrypt(secret, ENDPOINT);
        assertThat(ENCRYPTION.decrypt(stored, ENDPOINT)).contains(secret);
        assertThat(ENCRYPTION.decrypt(stored, UUID.randomUUID())).isEmpty();
        assertThat(encryption("another key, also of 32 characters").decrypt(stored, ENDPOINT))
                .isEmpty();
        assertThat(new SecretEncryption(new SecretSettings(null)).decrypt(stored, ENDPOINT))
                .isEmpty();
        assertThat(ENCRYPTION.decrypt(new EncryptedSecret(new byte[0]), ENDPOINT))
                .isEmpty();
        byte[] changed = stored.bytes();
        changed[changed.length - 1] ^= 1;
        assertThat(ENCRYPTION.decrypt(new EncryptedSecret(changed), ENDPOINT)).isEmpty();
    }

    @Test
    void areStoredDifferentlyEachTime() {
        SigningSecret secret = SigningSecret.generate();
        assertThat(ENCRYPTION.encrypt(secret, ENDPOINT).bytes())
                .isNotEqualTo(ENCRYPTION.encrypt(secret, ENDPOINT).bytes());
    }

    @Test
    void needALongKey() {
        assertThatThrownBy(() -> new SecretSettings("short"))
                .hasMessageContaining("checkout.webhooks.secret-key has 5 characters; set at least 32");
    }

    private static SecretEncryption encryption(String key) {
        return new SecretEncryption(new SecretSettings(key));
    }
}
