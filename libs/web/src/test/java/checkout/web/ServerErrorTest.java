package checkout.web;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
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
                new TransactionSystemException("the connection broke in the commit"));
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
