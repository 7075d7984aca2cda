package checkout.lab.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The processor time of one process, in clock ticks, from {@code /proc}. */
record ProcessCpuTime(long own, long endedChildren) {

    private static final int USER_TIME = 11;

    /** Returns zero for a process that has ended. */
    static ProcessCpuTime of(long pid) {
        try {
            return parse(Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException e) {
            return new ProcessCpuTime(0, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The second field is the program's name in parentheses, which may itself contain blanks and parentheses. */
    static ProcessCpuTime parse(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1);
        return new ProcessCpuTime(
                Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]),
                Long.parseLong(fields[USER_TIME + 2]) + Long.parseLong(fields[USER_TIME + 3]));
    }

    long total() {
        return own + endedChildren;
    }
}
