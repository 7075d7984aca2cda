package checkout.inventory.reservation.view;

import checkout.web.PageCursor;
import checkout.web.ProblemException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists reservations ({@code GET /v1/reservations}) and shows one ({@code GET /v1/reservations/{checkoutId}}). */
@RestController
@RequestMapping("/v1/reservations")
class ReservationsApi {
    private static final int MAX_LIMIT = 1_000;
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final ReservationList reservations;

    ReservationsApi(ReservationList reservations) {
        this.reservations = reservations;
    }

    record ReservationPage(
            List<ReservationView> reservations, @Nullable String nextCursor) {}

    @GetMapping
    ReservationPage list(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String olderThan,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw invalid("'limit' must be from 1 to %,d.".formatted(MAX_LIMIT));
        }
        ReservationList.Page page =
                reservations.find(status(status), duration(olderThan), PageCursor.read(cursor), limit);
        UUID next = page.next();
        return new ReservationPage(page.reservations(), next == null ? null : PageCursor.after(next));
    }

    @GetMapping("/{checkoutId}")
    ReservationView show(@PathVariable String checkoutId) {
        return reservations.find(id(checkoutId)).orElseThrow(() -> unknown(checkoutId));
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notAnId) {
            throw unknown(text);
        }
    }

    private static @Nullable ReservationStatus status(@Nullable String name) {
        if (name == null) {
            return null;
        }
        return Stream.of(ReservationStatus.values())
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElseThrow(() -> invalid("'status' must be one of %s."
                        .formatted(
                                List.of(ReservationStatus.values()).toString().replaceAll("[\\[\\]]", ""))));
    }

    private static @Nullable Duration duration(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            Duration duration = Duration.parse(text);
            if (!duration.isNegative() && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException notADuration) {
            throw invalidDuration();
        }
        throw invalidDuration();
    }

    private static ProblemException invalidDuration() {
        return invalid("'olderThan' must be a duration such as PT10M, PT2H or P1D.");
    }

    private static ProblemException unknown(String checkoutId) {
        return new ProblemException(
                HttpStatus.NOT_FOUND,
                "unknown-reservation",
                "The reservation does not exist",
                "Checkout %s has not asked for stock; give the id of a checkout.".formatted(checkoutId));
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, "invalid-request", "The request is not valid", detail);
    }
}
