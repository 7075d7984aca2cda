package checkout.saga.runtime.operator;

import static checkout.saga.engine.definition.StepOption.mustSucceed;
import static checkout.saga.engine.definition.StepOption.undo;
import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.MessageTypeRegistry;
import checkout.saga.engine.IgnoredInputReason;
import checkout.saga.engine.Timers;
import checkout.saga.engine.definition.AbortCause;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaVersions;
import checkout.saga.engine.state.SagaOutcome;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepState;
import checkout.saga.engine.state.StepStatus;
import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.action.ActionPreviews;
import checkout.saga.runtime.action.PlannedCommand;
import checkout.saga.runtime.operator.SagaDetail.Possible;
import checkout.saga.runtime.store.RunningInstances;
import checkout.saga.runtime.store.SagaRow;
import checkout.saga.runtime.store.StoredSaga;
import checkout.saga.runtime.store.UnreadableSaga;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Red here: an operator is offered an action that is refused, or is not offered the one that helps. */
class PossibleActionsTest {
    private static final UUID ID = UUID.fromString("01890000-0000-7000-8000-000000000001");
    private static final AbortCause REFUSED = new AbortCause(AbortCause.Cause.REFUSED, "ship", "NO");
    private static final String ENDED = IgnoredInputReason.ALREADY_ENDED.description();

    private record Parcel(@Nullable String address) {}

    private static final SagaType<Parcel> PARCELS = SagaType.of(
                    Parcel.class,
                    SagaVersions.of(Saga.named("parcel")
                            .startedBy(Parcel.class, parcel -> parcel, undo((Parcel parcel) -> "reject"))
                            .step(
                                    "pack",
                                    parcel -> "pack",
                                    undo((Parcel parcel) -> Objects.requireNonNull(parcel.address(), "no address")))
                            .step("ship", parcel -> "ship", mustSucceed())
                            .build()))
            .onResolved("SHIPPED", "REJECTED", (id, key, outcome) -> outcome);

    private static final List<String> WORDS = List.of("SHIPPED", "REJECTED");
    private static final Possible YES = new Possible(true, null, null, null, false);
    private static final Possible NOT_CANCELLABLE = no("nobody can cancel a saga of type 'parcel'; compensate it");
    private static final MessageTypeRegistry MESSAGES = new MessageTypeRegistry(List.of(
            new MessageTypeRegistry.Entry("parcels.Pack.v1", "parcels.commands", String.class),
            new MessageTypeRegistry.Entry("parcels.Told.v1", "parcels.outcomes", SagaOutcome.class)));
    private static final Possible RESOLVABLE = YES.stating(WORDS, false);

    @Test
    void aSagaThatIsStuckPastItsPivotCanBeRetriedOrResolved() {
        assertThat(actions(row(SagaPhase.STUCK, true, step("ship", StepStatus.STUCK))))
                .isEqualTo(Map.of(
                        "retry",
                        YES,
                        "compensate",
                        no(IgnoredInputReason.PAST_THE_PIVOT.description()),
                        "cancel",
                        NOT_CANCELLABLE,
                        "resolve",
                        RESOLVABLE));
    }

    @Test
    void aSagaThatWaitsCanOnlyBeUndone() {
        assertThat(actions(row(SagaPhase.WAITING, false, step("pack", StepStatus.SENT))))
                .isEqualTo(Map.of(
                        "retry",
                        no(IgnoredInputReason.NOTHING_STUCK.description()),
                        "compensate",
                        YES,
                        "cancel",
                        NOT_CANCELLABLE,
                        "resolve",
                        no(IgnoredInputReason.STILL_RUNNING.description()).stating(WORDS, true)));
    }

    @Test
    void aSagaThatHasEndedIsLeftAlone() {
        assertThat(actions(row(SagaPhase.COMPLETED, true, step("ship", StepStatus.DONE))))
                .isEqualTo(none(ENDED));
        assertThat(actions(unreadable("parcel", 1, SagaPhase.RESOLVED))).isEqualTo(none(ENDED));
    }

    @Test
    void aSagaThatCannotBeReadCanOnlyBeResolved() {
        assertThat(actions(unreadable("parcel", 1, SagaPhase.STUCK)))
                .isEqualTo(Map.of(
                        "retry", no("no JSON"),
                        "compensate", no("no JSON"),
                        "cancel", no("no JSON"),
                        "resolve", RESOLVABLE));
    }

    @Test
    void onADamagedRowNobodyCanActWhateverInstancesThereAre() {
        for (int version : new int[] {1, 2}) {
            UnreadableSaga damaged =
                    new UnreadableSaga(ID, "parcel", version, SagaPhase.STUCK, null, true, "missing chunk");
            assertThat(actions(damaged)).isEqualTo(none("missing chunk"));
        }
    }

    @Test
    void anActionThatTheDefinitionFailsToCarryOutIsNotPossible() {
        SagaState waiting = state(SagaPhase.WAITING, false, step("pack", StepStatus.SENT));
        assertThat(actions(SagaRow.started(ID, waiting, new Parcel(null), Timers.EMPTY))
                        .get("compensate"))
                .isEqualTo(no("it cannot be decided: NullPointerException: no address"));
    }

    @Test
    void aVersionThatAnotherInstanceHasIsResolvedThere() {
        String why = "saga 'parcel' is not deployed in version 2";
        Map<String, Possible> actions = possible("node-1", "node-2").of(unreadable("parcel", 2, SagaPhase.STUCK));
        assertThat(actions.get("retry")).isEqualTo(no(why));
        assertThat(actions.get("compensate")).isEqualTo(no(why));
        assertThat(actions.get("resolve"))
                .isEqualTo(no(why + "; resolve it on node-1, node-2").stating(WORDS, false));
    }

    @Test
    void aVersionThatNobodyHasIsResolvedWithForce() {
        Possible resolve = actions(unreadable("parcel", 2, SagaPhase.STUCK)).get("resolve");
        assertThat(resolve).extracting(Possible::why).asString().endsWith("; it can be resolved with force");
        assertThat(resolve).extracting(Possible::possibleWithForce).isEqualTo(true);
    }

    @Test
    void aSagaOfAVersionThatNobodyHasMayHaveEnded() {
        assertThat(actions(unreadable("parcel", 2, SagaPhase.COMPENSATED))).isEqualTo(none(ENDED));
    }

    @Test
    void aTypeThatIsNotDeployedHasTheWordsOfTheEngine() {
        assertThat(actions(unreadable("letter", 1, SagaPhase.STUCK)).get("resolve"))
                .isEqualTo(no("saga type 'letter' is not deployed; it can be resolved with force")
                        .stating(List.of("COMPLETED", "COMPENSATED"), true));
    }

    @Test
    void aSagaThatIsBeingUndoneIsNotUndoneAgain() {
        SagaState undoing = new SagaState(
                "parcel",
                1,
                SagaPhase.COMPENSATING,
                false,
                List.of(step("pack", StepStatus.UNDO_SENT)),
                REFUSED,
                null,
                null);
        assertThat(actions(SagaRow.started(ID, undoing, new Parcel("Rue 7"), Timers.EMPTY))
                        .get("compensate"))
                .isEqualTo(no(IgnoredInputReason.ALREADY_UNDOING.description()));
    }

    private static Map<String, Possible> none(String why) {
        return Map.of(
                "retry", no(why),
                "compensate", no(why),
                "cancel", no(why),
                "resolve", no(why).stating(WORDS, false));
    }

    @Test
    void saysWhatAnActionWouldSend() {
        Possible retry = Objects.requireNonNull(possible()
                .of(row(SagaPhase.STUCK, true, step("ship", StepStatus.STUCK)))
                .get("retry"));
        assertThat(retry.sends())
                .containsExactly(new PlannedCommand("parcels.Pack.v1", "ship", "DO", 2, "parcels.commands"));
        Possible resolve = Objects.requireNonNull(possible()
                .of(row(SagaPhase.STUCK, true, step("ship", StepStatus.STUCK)))
                .get("resolve"));
        assertThat(resolve.sends()).extracting(PlannedCommand::topic).containsExactly("parcels.outcomes");
    }

    private static Possible no(String why) {
        return new Possible(false, why, null, null, false);
    }

    private static Map<String, Possible> actions(StoredSaga saga) {
        return withoutCommands(possible().of(saga));
    }

    private static Map<String, Possible> withoutCommands(Map<String, Possible> actions) {
        Map<String, Possible> without = new HashMap<>();
        actions.forEach((name, each) -> without.put(
                name, new Possible(each.possible(), each.why(), each.outcomes(), null, each.possibleWithForce())));
        return without;
    }

    private static PossibleActions possible(String... instances) {
        SagaTypes types = new SagaTypes(List.of(PARCELS));
        return new PossibleActions(types, new ActionPreviews(types, RunningInstances.of(instances), MESSAGES));
    }

    private static UnreadableSaga unreadable(String type, int version, SagaPhase phase) {
        return new UnreadableSaga(ID, type, version, phase, null, "no JSON");
    }

    private static SagaRow row(SagaPhase phase, boolean pastPivot, StepState... steps) {
        return SagaRow.started(ID, state(phase, pastPivot, steps), new Parcel("Rue 7"), Timers.EMPTY);
    }

    private static SagaState state(SagaPhase phase, boolean pastPivot, StepState... steps) {
        List<StepState> all = new ArrayList<>(List.of(step(Saga.START, StepStatus.DONE)));
        all.addAll(List.of(steps));
        return new SagaState("parcel", 1, phase, pastPivot, all, null, null, null);
    }

    private static StepState step(String name, StepStatus status) {
        return new StepState(name, status, 1, 3, null);
    }
}
