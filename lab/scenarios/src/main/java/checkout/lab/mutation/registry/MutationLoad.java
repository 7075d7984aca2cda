package checkout.lab.mutation.registry;

import checkout.lab.scenario.file.ScenarioFileReader;
import checkout.lab.scenario.plan.ScenarioPlan;
import java.util.Locale;

/** The loads, with their faults, under which mutations are tried. The same without a mutation is the control. */
public enum MutationLoad {
    /** Ordinary customers, and some whose payment is refused. */
    CUSTOMERS("""
            load: {checkouts: 30/s, for: 20s, mix: {lines: 2-3, payment: [card, card, wallet, declined-card], cancels: 5%}}
            expect: [audit, all-ended: 20s, no-dead-letters, no-duplicate-transitions]
            """),
    /** One of sixteen customers has a wallet without money: a consumer whose records fail in a row halts before it writes dead letters. */
    WALLETS("""
            load:
              checkouts: 12/s
              for: 25s
              mix:
                lines: 1
                payment: [wallet, wallet, wallet, wallet, wallet, wallet, wallet, wallet,
                          wallet, wallet, wallet, wallet, wallet, wallet, wallet, empty-wallet]
            expect: [audit, no-dead-letters]
            """),
    /** Requests come twice, customers look at their checkouts, and there are two storefronts. */
    READERS("""
            load: {checkouts: 20/s, for: 15s, mix: {duplicates: 20%, replays: 20%, reads: 90%, storefronts: 2}}
            expect: [audit, history, all-ended: 20s]
            """),
    /** Some return more than they have bought. */
    RETURNS("""
            load: {checkouts: 15/s, for: 25s, mix: {lines: 2-3, returns: 30%, greedy-returns: 20%}}
            expect: [audit, all-ended: 30s, no-dead-letters]
            """),
    /** Commands are published again. */
    DUPLICATES("""
            load: {checkouts: 30/s, for: 18s}
            faults:
              - {at: 4s, every: 4s, duplicate-records: inventory.commands, count: 60, times: 3}
            expect: [consumers-caught-up, audit, no-duplicate-transitions]
            """),
    /** A consumer ends before it commits. */
    CRASH("""
            load: {checkouts: 30/s, for: 25s}
            faults:
              - {at: 5s, kill-at: inventory-service/before-commit}
            expect: [consumers-caught-up, audit, no-duplicate-transitions]
            """),
    /** Two instances of inventory-service want the same item. */
    ONE_ITEM("""
            load: {checkouts: 40/s, for: 40s, mix: {lines: 1, hot-items: 1}}
            faults:
              - {at: 1s, second: inventory-service, for: 30s}
            expect: [consumers-caught-up, audit]
            """),
    /** Payments wait while customers cancel, and are undone. */
    UNDONE_PAYMENTS("""
            load: {checkouts: 30/s, for: 25s, mix: {lines: 1-2, cancels: 60%}}
            faults:
              - {at: 3s, every: 10s, freeze: payment-service, for: 5s, times: 2}
            expect: [audit, all-ended: 30s]
            """),
    /** The card provider takes its time while customers cancel. */
    SLOW_PROVIDER("""
            load: {checkouts: 20/s, for: 24s, mix: {lines: 1-2, payment: [card], cancels: 60%}}
            faults:
              - {at: 2s, provider-slow: 1s, for: 18s}
            expect: [audit, all-ended: 30s]
            """),
    /** Answers of the card provider are lost. */
    LOST_ANSWERS("""
            load: {checkouts: 15/s, for: 20s, mix: {lines: 1-2, payment: [tok_slow, tok_flaky, tok_throttled, card]}}
            expect: [audit, all-ended: 40s]
            """),
    /** Commands to payment-service come later than the commands that undo them. */
    LATE_COMMANDS("""
            load: {checkouts: 20/s, for: 24s, mix: {lines: 1, cancels: 60%}}
            faults:
              - {at: 2s, late-records: payments.commands, share: 40%, by: 5s, for: 18s}
            expect: [audit, all-ended: 40s]
            """),
    /** Payments wait so long that the sagas' timers fire. */
    TIMERS("""
            load: {checkouts: 40/s, for: 34s, mix: {lines: 1}}
            faults:
              - {at: 3s, every: 16s, freeze: payment-service, for: 10s, times: 2}
            expect: [audit, no-duplicate-transitions, deadlines-kept: 3s]
            """),
    /** The same with two orchestrators. */
    TWO_ORCHESTRATORS("""
            load: {checkouts: 40/s, for: 46s, mix: {lines: 1}}
            faults:
              - {at: 1s, second: saga-orchestrator, for: 42s}
              - {at: 16s, freeze: payment-service, for: 18s}
            expect: [audit, no-duplicate-transitions]
            """),
    /** The relay stops and has much to publish afterwards. */
    RELAY_FREEZES("""
            load: {checkouts: 30/s, for: 22s, mix: {lines: 1, cancels: 60%}}
            faults:
              - {at: 3s, every: 7s, freeze: outbox-relay, for: 3s, times: 2}
            expect: [outbox-matches-kafka, consumers-caught-up, all-ended: 30s]
            """),
    /** The broker does not answer, and the relay is killed before it does. */
    BROKER_FREEZES("""
            load: {checkouts: 30/s, for: 24s, mix: {lines: 1}}
            faults:
              - {at: 4s, freeze: kafka, for: 9s}
              - {at: 9s, kill: outbox-relay}
            expect: [outbox-matches-kafka, consumers-caught-up]
            """),
    /** A foreign producer puts unreadable records into a topic. */
    STRANGERS("""
            load: {checkouts: 20/s, for: 12s}
            faults:
              - {at: 3s, foreign-records: inventory.commands, count: 3}
            expect: [consumers-caught-up, audit, no-dead-letters]
            """);

    private final String text;

    MutationLoad(String text) {
        this.text = text;
    }

    /** As it stands in a table: "slow-provider". */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The load, the faults and the expectations, as a file would say them. */
    public ScenarioPlan plan() {
        return ScenarioFileReader.read(word(), word(), text);
    }
}
