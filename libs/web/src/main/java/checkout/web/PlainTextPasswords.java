package checkout.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Compares passwords in plain text. They come from the environment and are never stored, so a slow hash would protect
 * nothing and delay every request.
 */
final class PlainTextPasswords implements PasswordEncoder {
    @Override
    public @Nullable String encode(@Nullable CharSequence password) {
        return password == null ? null : password.toString();
    }

    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String expected) {
        return password != null
                && expected != null
                && !expected.isEmpty()
                && MessageDigest.isEqual(bytes(password), bytes(expected));
    }

    private static byte[] bytes(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
