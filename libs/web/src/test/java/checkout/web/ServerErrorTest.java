package checkout.web;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Red here: a failure of the server is not told apart from a mistake of the client, or a bug leaks its details. */
class ServerErrorTest {
    @RestController
    static final class FailingController {
        private final RuntimeException failure;

        FailingController(RuntimeException failure) {
            this.failure = failure;
        }

        @PostMapping("/")
        void fail() {
            throw failure;
        }
    }

    static Stream<RuntimeException> transientFailures() {
        return Stream.of(
                new CannotCreateTransactionException("no connection"),
                new DataAccessResourceFailureException("the connection broke"),
                new CannotAcquireLockException("deadlock"),
                new TransactionSystemException("the connection broke in the commit"),
                uncategorized("55P03"),
                uncategorized("25006"),
                uncategorized("25P03"),
                uncategorized("25P04"),
                uncategorized("0A000"));
    }

    /** As Spring wraps a state for which it has no type. */
    private static RuntimeException uncategorized(String state) {
        return new InvalidDataAccessResourceUsageException(state, new SQLException("state " + state, state));
    }

    @ParameterizedTest
    @ValueSource(strings = {"42501", "25001", "40002", "23505", ""})
    void answersAStateThatDoesNotPassWith500(String state) throws Exception {
        controllerThatThrows(uncategorized(state)).perform(post("/")).andExpect(status().isInternalServerError());
    }

    @ParameterizedTest
    @MethodSource("transientFailures")
    void answersTransientFailuresWith503AndRetryAfter(RuntimeException failure) throws Exception {
        controllerThatThrows(failure)
                .perform(post("/"))
                .andExpect(status().isServiceUnavailable())
                .andExpect(header().string("Retry-After", "1"))
                .andExpect(jsonPath("$.type").value("urn:checkout:problem:unavailable"));
    }

    @Test
    void answersABugWith500AndAnIncidentId() throws Exception {
        controllerThatThrows(new IllegalStateException("indicates a bug"))
                .perform(post("/"))
                .andExpect(status().isInternalServerError())
                .andExpect(jsonPath("$.incident").isNotEmpty())
                .andExpect(jsonPath("$.detail").value(not(containsString("indicates"))));
    }

    private static MockMvc controllerThatThrows(RuntimeException failure) {
        return MockMvcBuilders.standaloneSetup(new FailingController(failure))
                .setControllerAdvice(new ProblemExceptionHandler())
                .build();
    }
}
