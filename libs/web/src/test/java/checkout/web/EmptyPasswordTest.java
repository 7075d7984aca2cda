package checkout.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Red here: a service whose secret is missing starts, and lets everybody in. */
class EmptyPasswordTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void aUserWithoutAPasswordIsRefusedAtTheStart(@Nullable String password) {
        assertThatThrownBy(() -> new ApiUsers(Map.of("admin", new ApiUsers.User(password, null))))
                .hasMessageContaining("checkout.users.admin.password is empty");
        assertThatCode(() -> new ApiUsers(Map.of("admin", new ApiUsers.User("secret", null))))
                .doesNotThrowAnyException();
    }

    @Test
    void noPasswordEqualsAnEmptyOne() {
        assertThat(new PlainTextPasswords().matches("", "")).isFalse();
        assertThat(new PlainTextPasswords().matches("secret", "secret")).isTrue();
    }
}
