package checkout.lab.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Red here: the kernel's counters are read wrongly. */
class CpuTimeTest {

    @Test
    void aProgramNameMayContainBlanksAndParentheses() {
        ProcessCpuTime time = ProcessCpuTime.parse(
                "4711 (a (b) c) S 1 4711 4711 0 -1 4194560 1 2 3 4 150 50 30 20 20 0 1 0 100 1000 10 18446744073709551615\n");
        assertThat(time).isEqualTo(new ProcessCpuTime(200, 50));
    }

    @Test
    void thisProcessHasUsedTime() {
        assertThat(ProcessCpuTime.of(ProcessHandle.current().pid()).own()).isPositive();
    }

    @Test
    void anEndedProcessHasUsedNone() {
        assertThat(ProcessCpuTime.of(Long.MAX_VALUE).total()).isZero();
    }

    @Test
    void waitingAndStolenTimeIsNotBusyTime() {
        MachineCpuTime time = MachineCpuTime.parse("cpu  100 10 50 9000 700 5 15 33 60 2\ncpu0 1 1 1 1 1 1 1 1 1 1\n");
        assertThat(time).isEqualTo(new MachineCpuTime(180, 33));
    }
}
