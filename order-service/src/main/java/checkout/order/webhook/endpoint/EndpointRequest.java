package checkout.order.webhook.endpoint;

import checkout.order.request.RequestViolations;
import checkout.order.webhook.destination.TargetUrls;
import checkout.order.webhook.event.EventType;
import checkout.web.ProblemException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The bodies of requests about endpoints, not yet validated. */
final class EndpointRequest {
    /** No control characters, and no half of a surrogate pair, which has no UTF-8 form. */
    private static final Pattern DESCRIPTION = Pattern.compile("[^\\p{Cc}\\p{Cs}]{0,200}");

    private static final Duration MAX_OVERLAP = Duration.ofDays(30);

    private EndpointRequest() {}

    /** A request to create an endpoint. */
    record Creation(
            @Nullable String storefront,
            @Nullable String url,
            @Nullable List<@Nullable String> eventTypes,
            @Nullable String description) {
        /** The endpoint to be created, if the whole request is valid. */
        NewEndpoint valid(Predicate<String> isStorefront, TargetUrls urls) {
            RequestViolations violations = new RequestViolations();
            if (storefront == null || !isStorefront.test(storefront)) {
                violations.add("storefront", "must be the name of a storefront");
            }
            checkUrl(url, urls, violations);
            checkEventTypes(eventTypes, violations);
            checkDescription(description, violations);
            throwIfInvalid(violations);
            return new NewEndpoint(
                    Objects.requireNonNull(storefront), Objects.requireNonNull(url), distinct(eventTypes), description);
        }
    }

    /** An endpoint to be created. */
    record NewEndpoint(
            String storefront,
            String url,
            List<String> eventTypes,
            @Nullable String description) {}

    /** A request to change an endpoint: what is null stays as it is. */
    record Change(
            @Nullable String url,
            @Nullable List<@Nullable String> eventTypes,
            @Nullable String description) {
        /** The same, if it is valid. */
        Change valid(TargetUrls urls) {
            RequestViolations violations = new RequestViolations();
            if (url == null && eventTypes == null && description == null) {
                violations.add("url", "must be given, or 'eventTypes', or 'description'");
            }
            if (url != null) {
                checkUrl(url, urls, violations);
            }
            if (eventTypes != null) {
                checkEventTypes(eventTypes, violations);
            }
            checkDescription(description, violations);
            throwIfInvalid(violations);
            return new Change(url, eventTypes == null ? null : List.copyOf(distinct(eventTypes)), description);
        }
    }

    /** A request to rotate the secret. */
    record Rotation(@Nullable String overlap) {
        private static final Duration DEFAULT_OVERLAP = Duration.ofDays(1);

        /** For how long the secret before signs too. */
        Duration validOverlap() {
            if (overlap == null) {
                return DEFAULT_OVERLAP;
            }
            try {
                Duration valid = Duration.parse(overlap);
                if (!valid.isNegative() && valid.compareTo(MAX_OVERLAP) <= 0) {
                    return valid;
                }
            } catch (DateTimeParseException notADuration) {
                throw invalidOverlap();
            }
            throw invalidOverlap();
        }

        private static ProblemException invalidOverlap() {
            RequestViolations violations = new RequestViolations();
            violations.add("overlap", "must be a time from PT0S to P30D, such as PT12H");
            return violations.problem("invalid-webhook-endpoint", "The request is not valid");
        }
    }

    private static void checkUrl(@Nullable String url, TargetUrls urls, RequestViolations violations) {
        if (url == null) {
            violations.add("url", "must be given");
        } else {
            urls.violation(url).ifPresent(message -> violations.add("url", message));
        }
    }

    private static void checkEventTypes(@Nullable List<@Nullable String> types, RequestViolations violations) {
        if (types == null || types.isEmpty() || !EventType.selectable().containsAll(types)) {
            violations.add("eventTypes", "must be one or several of " + String.join(", ", EventType.selectable()));
        }
    }

    private static void checkDescription(@Nullable String description, RequestViolations violations) {
        if (description != null && !DESCRIPTION.matcher(description).matches()) {
            violations.add("description", "must be at most 200 characters, without control characters, or left out");
        }
    }

    private static List<String> distinct(@Nullable List<@Nullable String> types) {
        return EventType.selectable().stream()
                .filter(Objects.requireNonNull(types)::contains)
                .toList();
    }

    private static void throwIfInvalid(RequestViolations violations) throws ProblemException {
        if (!violations.isEmpty()) {
            throw violations.problem("invalid-webhook-endpoint", "The webhook endpoint is not valid");
        }
    }
}
