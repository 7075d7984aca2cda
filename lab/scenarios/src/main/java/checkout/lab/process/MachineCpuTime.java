package checkout.lab.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The processor time of the whole machine in clock ticks: what was used, and what its host gave to other machines. */
public record MachineCpuTime(long busy, long stolen) {

    private static final int IDLE = 4;
    private static final int WAITING_FOR_DISK = 5;
    private static final int STOLEN = 8;

    public static MachineCpuTime now() {
        try {
            return parse(Files.readString(Path.of("/proc/stat")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sums up the first line. The guests' time, which follows the stolen time, is part of the users' time. */
    static MachineCpuTime parse(String stat) {
        String[] fields = stat.lines().findFirst().orElseThrow().split(" +", -1);
        long busy = 0;
        for (int i = 1; i < STOLEN; i++) {
            busy += i == IDLE || i == WAITING_FOR_DISK ? 0 : Long.parseLong(fields[i]);
        }
        return new MachineCpuTime(busy, Long.parseLong(fields[STOLEN]));
    }
}
