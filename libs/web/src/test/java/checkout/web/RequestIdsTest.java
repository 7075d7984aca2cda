package checkout.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;

/** Red here: what is no id is taken for one, or is answered with 500. */
class RequestIdsTest {
    private static final UUID ID = UUID.fromString("01890000-0000-7000-8000-000000000001");

    @Test
    void readsAnId() {
        assertThat(RequestIds.parse(ID.toString())).hasValue(ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1-1-1-1-1", "01890000-0000-7000-8000-00000000000x", "null"})
    void findsNoIdInAnotherText(String text) {
        assertThat(RequestIds.parse(text)).isEmpty();
    }

    @Test
    void refusesANullInAListOfIds() {
        assertThatThrownBy(() -> RequestIds.parse(null))
                .isInstanceOfSatisfying(ProblemException.class, refused -> assertThat(
                                refused.response().getStatusCode())
                        .isEqualTo(HttpStatus.BAD_REQUEST))
                .hasMessageContaining("An id must be a UUID");
    }
}
