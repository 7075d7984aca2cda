package checkout.saga.runtime.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.web.PageCursor;
import checkout.web.ProblemException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Red here: a misspelled filter matches everything, or a client that follows the pages misses items or sees some twice. */
class ListRequestsTest {
    private static final Set<String> FILTERS = Set.of("stuck", "type");

    @AfterEach
    void endRequest() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void takesTheFiltersAndTheParametersOfPaging() {
        UUID last = new UUID(1, 2);
        MultiValueMap<String, String> given = parameters("type", "trip");
        given.add("limit", "7");
        given.add("cursor", PageCursor.after(last));
        ListParameters parameters = ListParameters.of(given, FILTERS);

        assertThat(parameters.get("type")).isEqualTo("trip");
        assertThat(parameters.get("stuck")).isNull();
        assertThat(parameters.limit()).isEqualTo(7);
        assertThat(parameters.below()).isEqualTo(last);
    }

    @Test
    void beginsWithTheNewestItems() {
        assertThat(ListParameters.of(new LinkedMultiValueMap<>(), FILTERS).below())
                .isEqualTo(new UUID(-1, -1));
    }

    @Test
    void refusesAnUnknownParameterAndNamesTheKnownOnes() {
        refuses(
                () -> ListParameters.of(parameters("stuk", "true"), FILTERS),
                "unknown parameter. Known parameters: cursor, limit, stuck, type.");
    }

    @Test
    void refusesAParameterThatIsGivenTwice() {
        MultiValueMap<String, String> twice = parameters("stuck", "true");
        twice.add("stuck", "false");
        refuses(() -> ListParameters.of(twice, FILTERS), "'stuck' is given more than once");
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false", ","})
    void readsAFlag(@Nullable String given, @Nullable Boolean flag) {
        MultiValueMap<String, String> parameters =
                given == null ? new LinkedMultiValueMap<>() : parameters("stuck", given);
        assertThat(ListParameters.of(parameters, FILTERS).flag("stuck")).isEqualTo(flag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "TRUE", "1", ""})
    void refusesWhatIsNoFlag(String given) {
        ListParameters parameters = ListParameters.of(parameters("stuck", given), FILTERS);
        refuses(() -> parameters.flag("stuck"), "'stuck' must be true or false");
    }

    @ParameterizedTest
    @CsvSource({", 50", "1, 1", "200, 200"})
    void aPageHasFiftyItemsUnlessTheLimitSaysOtherwise(@Nullable String limit, int items) {
        assertThat(Page.limit(limit)).isEqualTo(items);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "201", "ten", "", "9999999999"})
    void refusesALimitThatIsNoNumberOfItems(String limit) {
        refuses(() -> Page.limit(limit), "'limit' must be a whole number from 1 to 200");
    }

    @Test
    void theLastPageHasNoCursor() {
        List<UUID> found = ids(3);
        assertThat(Page.of(found, 3, id -> id)).isEqualTo(new Page<>(found, null));
    }

    @Test
    void theCursorOfAFullPageContinuesBelowItsLastItem() {
        List<UUID> found = ids(4);
        Page<UUID> page = Page.of(found, 3, id -> id);

        assertThat(page.items()).isEqualTo(found.subList(0, 3));
        assertThat(PageCursor.read(page.nextCursor())).isEqualTo(found.get(2));
    }

    @Test
    void linksToTheNextPageWithTheSameFilters() {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/v1/sagas");
        request.setQueryString("stuck=true&cursor=old&limit=3");
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        ResponseEntity<String> response = new Page<>(ids(3), "next").response("body");

        assertThat(response.getBody()).isEqualTo("body");
        assertThat(response.getHeaders().getFirst(HttpHeaders.LINK))
                .isEqualTo("<http://localhost/v1/sagas?stuck=true&limit=3&cursor=next>; rel=\"next\"");
    }

    @Test
    void theLastPageLinksToNothing() {
        ResponseEntity<String> response = new Page<>(ids(3), null).response("body");

        assertThat(response.getBody()).isEqualTo("body");
        assertThat(response.getHeaders().get(HttpHeaders.LINK)).isNull();
    }

    private static MultiValueMap<String, String> parameters(String name, String value) {
        MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
        parameters.add(name, value);
        return parameters;
    }

    private static List<UUID> ids(int number) {
        return IntStream.range(0, number).mapToObj(i -> new UUID(0, number - i)).toList();
    }

    private static void refuses(Runnable reading, String message) {
        assertThatThrownBy(reading::run).isInstanceOf(ProblemException.class).hasMessageContaining(message);
    }
}
