package checkout.provider.ledger;

import checkout.provider.call.AuthorizationStatus;
import checkout.provider.call.ChargeAmount;
import checkout.provider.call.CurrencyMismatchException;
import checkout.provider.call.IdempotencyKeyReusedException;
import checkout.provider.call.IdempotentRequest;
import checkout.provider.call.NothingToCaptureException;
import checkout.provider.call.ProviderCallResult;
import checkout.provider.journal.LedgerEntry;
import checkout.provider.journal.LedgerJournal;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Decides on charges, captures, voids and refunds. One lock keeps decisions and journal in the same order; a call is
 * answered only once its entry is on disk, so a crash loses nothing that was answered.
 */
@Component
public class ProviderLedger {

    private final LedgerState state = new LedgerState();
    private final Map<String, RecordedAnswer> answers = new HashMap<>();
    private final Map<String, UUID> checkoutsByReference = new HashMap<>();
    private final LedgerJournal journal;
    private final Clock clock;
    private CompletableFuture<Void> lastWrite = CompletableFuture.completedFuture(null);

    ProviderLedger(LedgerJournal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
        journal.replay(entry -> apply(entry, lastWrite));
    }

    private record RecordedAnswer(LedgerEntry entry, CompletableFuture<Void> durable) {
        CompletableFuture<ProviderCallResult> answer(boolean replayed) {
            return durable.thenApply(done -> new ProviderCallResult(entry.answer(), replayed));
        }
    }

    /** The answer that this request got before, if it was made before. */
    public synchronized Optional<CompletableFuture<ProviderCallResult>> earlierAnswer(IdempotentRequest request) {
        RecordedAnswer first = answers.get(request.key());
        if (first == null) {
            return Optional.empty();
        }
        if (!first.entry().fingerprint().equals(request.fingerprint())) {
            throw new IdempotencyKeyReusedException();
        }
        return Optional.of(first.answer(true));
    }

    /** The answer to the call with this key, if it has one. */
    public synchronized Optional<CompletableFuture<ProviderCallResult>> answerTo(String key) {
        return Optional.ofNullable(answers.get(key)).map(first -> first.answer(true));
    }

    /** Charges the card, unless the checkout is voided: a void may overtake its authorization. */
    public synchronized CompletableFuture<ProviderCallResult> authorize(
            IdempotentRequest request, ChargeAmount charge, String testToken) {
        return earlierAnswer(request).orElseGet(() -> {
            Optional<CheckoutAccount> account = state.account(charge.checkoutId());
            if (account.filter(found -> found.status() == AuthorizationStatus.VOIDED)
                    .isPresent()) {
                return record(AuthorizationStatus.DECLINED, request, declined(charge), "voided", null);
            }
            account.ifPresent(found -> checkCurrency(found, charge));
            return record(AuthorizationStatus.AUTHORIZED, request, charge, null, testToken);
        });
    }

    /**
     * Charges the card of an earlier authorization again, if that one has expired. Two authorizations of a checkout never
     * stand at the same time.
     *
     * @param reference of the earlier authorization
     */
    public synchronized CompletableFuture<ProviderCallResult> reauthorize(
            IdempotentRequest request, ChargeAmount charge, String reference, String testToken) {
        return earlierAnswer(request).orElseGet(() -> {
            Optional<CheckoutAccount> account = state.account(charge.checkoutId());
            if (account.isEmpty() || !charge.checkoutId().equals(checkoutsByReference.get(reference))) {
                return decline(request, charge, "unknown_reference");
            }
            checkCurrency(account.get(), charge);
            return switch (account.get().status()) {
                case EXPIRED -> record(AuthorizationStatus.AUTHORIZED, request, charge, null, testToken);
                case VOIDED -> decline(request, charge, "voided");
                case AUTHORIZED, CAPTURED, DECLINED, REFUNDED -> decline(request, charge, "still_authorized");
            };
        });
    }

    /** Lets the authorization of a checkout expire; what is not captured is no longer blocked on the card. */
    public synchronized void expire(UUID checkoutId) {
        state.account(checkoutId)
                .filter(account -> account.status() == AuthorizationStatus.AUTHORIZED)
                .ifPresent(account -> {
                    IdempotentRequest expiry =
                            IdempotentRequest.of("expiry:%s:%d".formatted(checkoutId, answers.size()), checkoutId);
                    CompletableFuture<ProviderCallResult> unused = record(
                            AuthorizationStatus.EXPIRED, expiry, checkoutId, account.capturable(), account.currency());
                });
    }

    /** Declines an authorization or a refund. */
    public synchronized CompletableFuture<ProviderCallResult> decline(
            IdempotentRequest request, ChargeAmount wanted, String reason) {
        return earlierAnswer(request)
                .orElseGet(() -> record(AuthorizationStatus.DECLINED, request, declined(wanted), reason, null));
    }

    /** Declines a capture; the charge stays authorized. */
    public synchronized CompletableFuture<ProviderCallResult> declineCapture(
            IdempotentRequest request, UUID checkoutId, String reason) {
        return earlierAnswer(request).orElseGet(() -> {
            CheckoutAccount account = state.account(checkoutId).orElseThrow(NothingToCaptureException::new);
            String currency = account.currency() == null ? "" : account.currency();
            return record(
                    AuthorizationStatus.DECLINED, request, new ChargeAmount(checkoutId, 0, currency), reason, null);
        });
    }

    /** Captures all that is authorized and not given back, which is nothing after a refund of all of it. */
    public synchronized CompletableFuture<ProviderCallResult> capture(IdempotentRequest request, UUID checkoutId) {
        return earlierAnswer(request).orElseGet(() -> {
            if (state.account(checkoutId)
                    .filter(found -> found.status() == AuthorizationStatus.EXPIRED)
                    .isPresent()) {
                return declineCapture(request, checkoutId, "authorization_expired");
            }
            CheckoutAccount account = state.account(checkoutId)
                    .filter(found -> found.status() != AuthorizationStatus.VOIDED && found.charges() > 0)
                    .orElseThrow(NothingToCaptureException::new);
            return record(AuthorizationStatus.CAPTURED, request, checkoutId, account.capturable(), account.currency());
        });
    }

    /** Gives everything back; without a charge, the entry is a tombstone that declines a late authorization. */
    public synchronized CompletableFuture<ProviderCallResult> voidAll(IdempotentRequest request, UUID checkoutId) {
        return earlierAnswer(request).orElseGet(() -> {
            Optional<CheckoutAccount> account = state.account(checkoutId);
            return record(
                    AuthorizationStatus.VOIDED,
                    request,
                    checkoutId,
                    account.map(CheckoutAccount::outstanding).orElse(0L),
                    account.map(CheckoutAccount::currency).orElse(null));
        });
    }

    /** Gives part of a charge back, whether it is captured or merely authorized; never more than is outstanding. */
    public synchronized CompletableFuture<ProviderCallResult> refund(IdempotentRequest request, ChargeAmount wanted) {
        return earlierAnswer(request).orElseGet(() -> {
            Optional<CheckoutAccount> account =
                    state.account(wanted.checkoutId()).filter(found -> found.outstanding() > 0);
            if (account.isEmpty()) {
                return decline(request, wanted, "nothing_to_refund");
            }
            checkCurrency(account.get(), wanted);
            return wanted.amount() > account.get().outstanding()
                    ? decline(request, wanted, "refund_exceeds_charge")
                    : record(AuthorizationStatus.REFUNDED, request, wanted, null, null);
        });
    }

    /** The test token that the checkout was charged with. */
    public synchronized Optional<String> testToken(UUID checkoutId) {
        return state.account(checkoutId).map(CheckoutAccount::testToken);
    }

    /** Reads wait for the journal as calls do, so they never show a charge that a crash could undo. */
    public synchronized CompletableFuture<Optional<CheckoutAccount>> account(UUID checkoutId) {
        return whenDurable(() -> state.account(checkoutId));
    }

    synchronized CompletableFuture<LedgerPage> page(int from, int limit) {
        return whenDurable(() -> LedgerPage.of(state.page(from, limit), from, state.size(), state.totals()));
    }

    synchronized CompletableFuture<LedgerPage> page(UUID checkoutId) {
        return whenDurable(
                () -> new LedgerPage(state.account(checkoutId).stream().toList(), state.totals(), null));
    }

    private <T> CompletableFuture<T> whenDurable(Supplier<T> read) {
        T value = read.get();
        return lastWrite.thenApply(done -> value);
    }

    private static void checkCurrency(CheckoutAccount account, ChargeAmount wanted) {
        String charged = account.currency();
        if (charged != null && !charged.equals(wanted.currency())) {
            throw new CurrencyMismatchException(charged);
        }
    }

    private static ChargeAmount declined(ChargeAmount wanted) {
        return new ChargeAmount(wanted.checkoutId(), 0, wanted.currency());
    }

    private CompletableFuture<ProviderCallResult> record(
            AuthorizationStatus status,
            IdempotentRequest request,
            ChargeAmount amount,
            @Nullable String reason,
            @Nullable String testToken) {
        return record(new LedgerEntry(
                status,
                request.key(),
                request.fingerprint(),
                amount.checkoutId(),
                amount.amount(),
                amount.currency(),
                reason,
                clock.instant(),
                testToken));
    }

    private CompletableFuture<ProviderCallResult> record(
            AuthorizationStatus status,
            IdempotentRequest request,
            UUID checkoutId,
            long amount,
            @Nullable String currency) {
        return record(new LedgerEntry(
                status,
                request.key(),
                request.fingerprint(),
                checkoutId,
                amount,
                currency,
                null,
                clock.instant(),
                null));
    }

    private CompletableFuture<ProviderCallResult> record(LedgerEntry entry) {
        lastWrite = journal.append(entry);
        return apply(entry, lastWrite).answer(false);
    }

    private RecordedAnswer apply(LedgerEntry entry, CompletableFuture<Void> durable) {
        state.apply(entry);
        RecordedAnswer answer = new RecordedAnswer(entry, durable);
        answers.put(entry.key(), answer);
        if (entry.status() == AuthorizationStatus.AUTHORIZED) {
            checkoutsByReference.put(entry.answer().reference(), entry.checkoutId());
        }
        return answer;
    }
}
