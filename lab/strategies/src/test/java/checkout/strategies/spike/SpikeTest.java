package checkout.strategies.spike;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.lab.stack.state.StackException;
import checkout.strategies.LabServers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** If this fails, a strategy that is said to be safe oversells or undersells, or the unsafe ones are not shown failing. */
class SpikeTest {
    private static final SpikeSettings SETTINGS = new SpikeSettings(300, LabServers.CONNECTIONS, 2, 40, 7);

    @ParameterizedTest
    @EnumSource
    void everyRunEndsAsItMust(StrategyRun run) throws Exception {
        SpikeResult result = new Spike(SETTINGS, LabServers.postgres(), LabServers.redis()).run(run, done -> {});

        assertThat(result.contradictions()).isEmpty();
        switch (run) {
            case BATCHED, ATOMIC, PESSIMISTIC, OPTIMISTIC, REDIS_LOCK ->
                assertThat(List.of(result.sold(), result.oversold(), result.refused(), result.errorCount()))
                        .containsExactly(80L, 0L, 220L, 0L);
            case LEASE_LOST -> {
                assertThat(List.of(result.sold(), result.refused())).containsExactly(80L, 220L);
                assertThat(result.refusedWrites()).isEqualTo(stalled());
            }
            case LEASE_LOST_NO_FENCE -> assertThat(result.oversold()).isEqualTo(stalled());
            case UNSAFE -> assertThat(result.oversold()).isGreaterThanOrEqualTo(stalled());
            case UNSAFE_WITH_CHECK -> {
                assertThat(result.sold()).isEqualTo(80);
                assertThat(result.errorCount()).isGreaterThanOrEqualTo(stalled());
                assertThat(result.errors().keySet()).allMatch(reason -> reason.contains("nothing_oversold"));
            }
        }
    }

    /** 9 buyers of each of the two items, because 20 connections leave that many free. */
    private static long stalled() {
        return 18;
    }

    @Test
    void whatCannotShowAnythingIsRefused() {
        assertThatThrownBy(() -> new SpikeSettings(1_000, 200, 1, 1_000, 1))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("nothing can be oversold");
        assertThatThrownBy(() -> new SpikeSettings(1_000, 2, 2, 10, 1))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("more connections than items");
        assertThatThrownBy(() -> StrategyRun.of(List.of("atomic", "luck")))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("There is no strategy 'luck'; there are batched, atomic");
    }

    @Test
    void theSameSeedGivesTheSameBuyers() {
        assertThat(SETTINGS.requests())
                .isEqualTo(new SpikeSettings(300, 3, 2, 40, 7).requests())
                .isNotEqualTo(new SpikeSettings(300, 3, 2, 40, 8).requests());
    }
}
