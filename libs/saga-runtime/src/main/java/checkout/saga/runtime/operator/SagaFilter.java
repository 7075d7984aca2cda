package checkout.saga.runtime.operator;

import checkout.saga.engine.state.SagaPhase;
import checkout.saga.runtime.api.ListParameters;
import checkout.saga.runtime.api.OperatorApiErrors;
import checkout.web.RequestIds;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A filter of sagas as callers state it. A saga must match every criterion that is not null.
 *
 * @param q a saga's id or its beginning
 * @param error a part of the last error or of the stuck reason of a saga that has not ended
 * @param olderThan the minimum age as an ISO 8601 duration
 * @param deadLetters whether it has open dead letters
 * @param customer the id of a customer whose saga it is
 * @param text a part of the step, of the last error or of the stuck reason of a saga that has not ended
 * @param ids these sagas only
 */
public record SagaFilter(
        @Nullable String type,
        @Nullable String state,
        @Nullable Boolean stuck,
        @Nullable String step,
        @Nullable String error,
        @Nullable String q,
        @Nullable String olderThan,
        @Nullable Boolean deadLetters,
        @Nullable String customer,
        @Nullable String text,
        @Nullable List<String> ids) {
    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9 _-]{1,100}");

    static final Set<String> PARAMETERS =
            Set.of("type", "state", "stuck", "step", "error", "q", "olderThan", "deadLetters", "customer", "text");
    private static final int MAX_IDS = 500;
    private static final int MAX_IDS_OF_ACT = 5_000;

    private static final int MAX_TEXT_LENGTH = 200;
    private static final int MAX_SHOWN = 50;
    private static final int DIGITS_OF_ID = 32;
    private static final Pattern PREFIX = Pattern.compile("[0-9a-fA-F-]{1,36}");

    private static boolean isPrefixOfId(String text) {
        int digits = text.replace("-", "").length();
        return PREFIX.matcher(text).matches() && digits > 0 && digits <= DIGITS_OF_ID;
    }

    /** Returns this filter, with its ids in one notation, if every criterion is valid. */
    SagaFilter checked() {
        return checked(MAX_IDS);
    }

    /** The same for an act. */
    public SagaFilter checkedForAct() {
        return checked(MAX_IDS_OF_ACT);
    }

    private SagaFilter checked(int mostIds) {
        if (type != null && !TYPE.matcher(type).matches()) {
            throw OperatorApiErrors.request(
                    "'type' must be the name of a saga type, such as checkout or return, or be left out.");
        }
        OperatorApiErrors.text("step", step, MAX_TEXT_LENGTH);
        OperatorApiErrors.text("error", error, MAX_TEXT_LENGTH);
        OperatorApiErrors.text("customer", customer, MAX_TEXT_LENGTH);
        OperatorApiErrors.text("text", text, MAX_TEXT_LENGTH);
        phase(state);
        age(olderThan);
        if (q != null && !isPrefixOfId(q)) {
            throw OperatorApiErrors.request(
                    "'q' must be a saga's id or its beginning, made of hexadecimal digits and dashes.");
        }
        if (ids != null && (ids.isEmpty() || ids.size() > mostIds)) {
            throw OperatorApiErrors.request("'ids' must name 1 to %,d sagas, or be left out.".formatted(mostIds));
        }
        return ids == null
                ? this
                : withIds(customer, ids.stream().map(SagaFilter::id).toList());
    }

    /** In lower case, as PostgreSQL and Java write ids. */
    private static String id(String given) {
        return RequestIds.parse(given)
                .map(UUID::toString)
                .orElseThrow(() -> OperatorApiErrors.request(
                        "'ids' must be full ids, such as 01990000-0000-7000-8000-000000000000; '%s' is not a full id."
                                .formatted(given.substring(0, Math.min(MAX_SHOWN, given.length())))));
    }

    private SagaFilter withIds(@Nullable String ofCustomer, List<String> named) {
        return new SagaFilter(type, state, stuck, step, error, q, olderThan, deadLetters, ofCustomer, text, named);
    }

    static SagaFilter of(ListParameters query) {
        return new SagaFilter(
                        query.get("type"),
                        query.get("state"),
                        query.flag("stuck"),
                        query.get("step"),
                        query.get("error"),
                        query.get("q"),
                        query.get("olderThan"),
                        query.flag("deadLetters"),
                        query.get("customer"),
                        query.get("text"),
                        null)
                .checked();
    }

    @Nullable
    SagaPhase phase() {
        return phase(state);
    }

    @Nullable
    Duration age() {
        return age(olderThan);
    }

    public boolean isEmpty() {
        return ids == null && hasNoCriterionBesidesIds();
    }

    /** The ids if nothing else is asked for; otherwise none, because not every saga that they name has to match. */
    public List<String> idsOnly() {
        return ids != null && hasNoCriterionBesidesIds() ? ids : List.of();
    }

    private boolean hasNoCriterionBesidesIds() {
        return type == null
                && state == null
                && stuck == null
                && step == null
                && error == null
                && q == null
                && olderThan == null
                && deadLetters == null
                && customer == null
                && text == null;
    }

    /** The same with the customer's sagas named by their ids, of those that are named already. */
    SagaFilter ofCustomer(List<UUID> sagas) {
        List<String> named = sagas.stream()
                .map(UUID::toString)
                .filter(id -> ids == null || ids.contains(id))
                .toList();
        return withIds(null, named);
    }

    private static @Nullable SagaPhase phase(@Nullable String state) {
        if (state == null) {
            return null;
        }
        return Arrays.stream(SagaPhase.values())
                .filter(phase -> phase.name().equals(state.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> OperatorApiErrors.request(
                        "'state' must be one of %s, or be left out.".formatted(Arrays.toString(SagaPhase.values()))));
    }

    private static @Nullable Duration age(@Nullable String olderThan) {
        try {
            Duration age = olderThan == null ? null : Duration.parse(olderThan);
            if (age == null || (!age.isNegative() && age.toDays() < 36_500)) {
                return age;
            }
        } catch (DateTimeParseException | ArithmeticException notADuration) {
            throw invalidAge();
        }
        throw invalidAge();
    }

    private static RuntimeException invalidAge() {
        return OperatorApiErrors.request("'olderThan' must be a duration such as PT10M, PT2H or P1D, or be left out.");
    }
}
