package checkout.order.storefront.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Fails if a key is valid after its end, ends too early, or can be guessed or read. */
class KeyStateProperties {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Property
    void aKeyIsValidUntilItExpiresOrIsRevoked(
            @ForAll @IntRange(min = -3, max = 3) int expiry,
            @ForAll boolean expires,
            @ForAll boolean revoked,
            @ForAll boolean replaced) {
        @Nullable Instant expiresAt = expires ? NOW.plusSeconds(expiry) : null;
        KeyState state = KeyState.at(NOW, expiresAt, revoked ? NOW : null, replaced);
        assertThat(state.isValid()).isEqualTo(!revoked && (!expires || expiry > 0));
        assertThat(state == KeyState.REPLACED).isEqualTo(state.isValid() && replaced);
        assertThat(state == KeyState.REVOKED).isEqualTo(revoked);
    }

    @Property
    void aKnownKeyExpiresOnTheClockOfTheInstance(
            @ForAll long readAt, @ForAll @IntRange(min = 1) int nanosLeft, @ForAll @IntRange(min = 0) int elapsed) {
        // nanoTime may overflow
        LiveKey key = new LiveKey(UUID.randomUUID(), "one", readAt + nanosLeft);
        assertThat(key.isValid(readAt + elapsed)).isEqualTo(elapsed < nanosLeft);
    }

    @Example
    void keysAreRandomAndDoNotPrintThemselves() {
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            NewKey key = NewKey.generate();
            assertThat(keys.add(key.reveal().substring(key.prefix().length()))).isTrue();
            assertThat(key.reveal()).matches("csk_[0-9a-f]{8}_[A-Za-z0-9_-]{43}");
            assertThat(key.toString()).isEqualTo(key.prefix() + "_...");
        }
    }

    @Example
    void aKeyIsFoundByTheHashThatIsStored() {
        KeyHash hash = KeyHash.of("csk_abc");
        assertThat(KeyHash.of(hash.bytes())).isEqualTo(hash);
        assertThat(hash.hex()).hasSize(64);
        assertThat(KeyHash.of("csk_abd")).isNotEqualTo(hash);
    }
}
