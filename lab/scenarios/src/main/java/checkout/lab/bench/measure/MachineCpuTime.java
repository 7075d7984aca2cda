package checkout.lab.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The processor time of the whole machine: that which was used, and that which its host took away. */
record MachineCpuTime(long busy, long stolen) {

    private static final int IDLE = 4;
    private static final int WAITING_FOR_DISK = 5;
    private static final int STOLEN = 8;

    static MachineCpuTime now() {
        try {
            return read(Files.readString(Path.of("/proc/stat")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the first line; guests' time, behind the stolen, is contained in the users'. */
    static MachineCpuTime read(String stat) {
        String[] fields = stat.lines().findFirst().orElseThrow().split(" +", -1);
        long busy = 0;
        for (int i = 1; i < STOLEN; i++) {
            busy += i == IDLE || i == WAITING_FOR_DISK ? 0 : Long.parseLong(fields[i]);
        }
        return new MachineCpuTime(busy, Long.parseLong(fields[STOLEN]));
    }
}
