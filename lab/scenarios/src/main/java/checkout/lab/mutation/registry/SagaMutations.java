package checkout.lab.mutation.registry;

import static checkout.lab.agent.AgentRule.atEntry;
import static checkout.lab.agent.AgentRule.atExit;
import static checkout.lab.agent.AgentRule.sql;
import static checkout.lab.mutation.registry.Mutation.Finding.invariant;

import checkout.lab.agent.AgentRule;
import java.util.List;

/** Bugs of the orchestrator. */
final class SagaMutations {

    private static final String SERVICE = "saga-orchestrator";
    private static final String DATA = "checkout.orchestrator.checkout.Checkout";
    private static final String STATUS = "checkout.saga.engine.state.StepStatus";
    private static final String STEP_STATE = "new checkout.saga.engine.state.StepState($1.name(), %s, 1, 1, null)";

    private static final AgentRule DUE_WITHOUT_LOCK = sql(
            "due-sagas-without-lock",
            "order by deadline_at limit ? for update skip locked",
            "order by deadline_at limit ?");

    /** Time between reading and writing makes a race likely that is rare without. */
    private static final AgentRule SLOW_SWEEPER =
            atExit("slow-sweeper", "checkout.saga.runtime.store.Sagas", "lockDue", "true", "delay(80)");

    static final List<Mutation> ALL = List.of(
            new Mutation(
                    "saga-read-unlocked",
                    "Sagas are read without a lock, so that a timer and a reply change the same one.",
                    SERVICE,
                    MutationLoad.TIMERS,
                    invariant("no saga has recorded an anomaly that no operator has settled"),
                    sql(
                            "sagas-without-lock",
                            "where id = any (?::uuid[]) order by id for update",
                            "where id = any (?::uuid[]) order by id"),
                    DUE_WITHOUT_LOCK,
                    SLOW_SWEEPER),
            new Mutation(
                    "skip-locked-removed",
                    "An orchestrator takes due sagas that another is taking.",
                    SERVICE,
                    MutationLoad.TWO_ORCHESTRATORS,
                    new Mutation.Finding(
                            "no-duplicate-transitions", "no saga sent a command twice as the same attempt"),
                    DUE_WITHOUT_LOCK,
                    SLOW_SWEEPER),
            new Mutation(
                    "deadline-ignored",
                    "No timer fires.",
                    SERVICE,
                    MutationLoad.TIMERS,
                    new Mutation.Finding("deadlines-kept", "no saga waits more than 3 s past its deadline"),
                    atEntry("deadline-ignored", "checkout.saga.runtime.drive.DeadlineSweeper", "sweep()", "RETURN 0")),
            new Mutation(
                    "undo-dropped",
                    "The saga calls the payment undone without sending VoidPayment.",
                    SERVICE,
                    MutationLoad.UNDONE_PAYMENTS,
                    invariant("a rejected order is not paid"),
                    atEntry(
                            "undo-dropped",
                            "checkout.saga.engine.SagaCompensation",
                            "isWaitingFor(Step,StepState)",
                            "$1.name().equals(\"authorize payment\")",
                            "$0.transition.put(%s); RETURN false".formatted(STEP_STATE.formatted(STATUS + ".UNDONE")))),
            new Mutation(
                    "cancel-past-pivot",
                    "A cancellation is accepted although the order is being confirmed.",
                    SERVICE,
                    MutationLoad.SLOW_PROVIDER,
                    invariant("a confirmed order has a payment"),
                    atEntry(
                            "cancel-past-pivot",
                            "checkout.saga.engine.UndoAndRetryRules",
                            "undo",
                            "$0.transition.pastPivot",
                            "$0.transition.pastPivot = false")),
            new Mutation(
                    "refusal-taken-for-success",
                    "A payment that is declined counts as authorized.",
                    SERVICE,
                    MutationLoad.CUSTOMERS,
                    invariant("a confirmed order has a payment"),
                    atEntry(
                            "refusal-taken-for-success",
                            "checkout.saga.runtime.drive.SagaInputs",
                            "replied",
                            "$2 instanceof checkout.contracts.Reply$PaymentDeclined",
                            "$2 = new checkout.contracts.Reply$PaymentAuthorized($3.sagaId(), \"declined\")")),
            new Mutation(
                    "capture-left-out",
                    "The saga calls the payment captured without sending CapturePayment.",
                    SERVICE,
                    MutationLoad.CUSTOMERS,
                    invariant("a confirmed order is charged"),
                    atEntry(
                            "capture-left-out",
                            "checkout.saga.engine.SagaTransition",
                            "send(Step,StepAction)",
                            "$1.name().equals(\"capture payment\")",
                            "$0.put(%s); RETURN".formatted(STEP_STATE.formatted(STATUS + ".DONE")))),
            new Mutation(
                    "first-line-only",
                    "Only the first line of a cart is reserved.",
                    SERVICE,
                    MutationLoad.CUSTOMERS,
                    invariant("what is reserved or sold is what was ordered"),
                    atEntry(
                            "first-line-only",
                            DATA,
                            "reserveStock",
                            "RETURN new checkout.contracts.InventoryCommand$ReserveStock($0.id(), $0.lines().subList(0, 1),"
                                    + " java.time.Duration.ofDays(1L))")),
            new Mutation(
                    "outcome-untold",
                    "Every tenth checkout is confirmed without an event that says so.",
                    SERVICE,
                    MutationLoad.CUSTOMERS,
                    new Mutation.Finding(
                            "no-duplicate-transitions", "every saga that has ended has published its outcome, once"),
                    atEntry(
                            "outcome-untold",
                            "checkout.saga.runtime.SagaType",
                            "completedEvent",
                            "every(\"outcomes\", 10)",
                            "RETURN null")),
            new Mutation(
                    "first-returned-line-only",
                    "Only the first line of a return comes back into stock.",
                    SERVICE,
                    MutationLoad.RETURNS,
                    invariant("what came back into stock is what was returned"),
                    atEntry(
                            "first-returned-line-only",
                            "checkout.orchestrator.returns.Return",
                            "restock",
                            "RETURN new checkout.contracts.InventoryCommand$Restock($0.checkoutId(), $0.id(),"
                                    + " $0.lines().subList(0, 1))")),
            new Mutation(
                    "amount-rounded",
                    "The amount of a payment is rounded down to whole euros.",
                    SERVICE,
                    MutationLoad.CUSTOMERS,
                    invariant("a confirmed order is paid in full"),
                    atEntry(
                            "amount-rounded",
                            DATA,
                            "authorizePayment",
                            "RETURN new checkout.contracts.PaymentCommand$AuthorizePayment($0.id(),"
                                    + " new checkout.contracts.Money($0.total().minorUnits() / 100L * 100L, $0.total().currency()),"
                                    + " $0.payment(), java.time.Duration.ofDays(6L))")));

    private SagaMutations() {}
}
