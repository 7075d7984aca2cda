package checkout.lab.bench.load;

import checkout.lab.http.AsciiBytes;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The id of a run, which is part of its customers' ids: {@code bench-k3f9q2-<arrival>}. An order thereby states which run
 * it belongs to and when its customer arrived, so that a run of any length needs no memory for that.
 */
public record LoadRunId(String id) {

    private static final int TIME_DIGITS = 10;
    private static final int ID_DIGITS = 6;

    public static LoadRunId random() {
        long id = ThreadLocalRandom.current().nextLong((long) Math.pow(Character.MAX_RADIX, ID_DIGITS));
        return new LoadRunId(padded(Long.toString(id, Character.MAX_RADIX), ID_DIGITS));
    }

    /** What the ids of the run's customers start with. */
    public String prefix() {
        return "bench-" + id + "-";
    }

    /**
     * The id of the customer who arrived at this time. The digits are reversed, so that ids arrive in random order as in
     * production: ascending ones would make the index on them unrealistically cheap.
     */
    public byte[] customer(long micros) {
        String digits = padded(Long.toString(micros, Character.MAX_RADIX), TIME_DIGITS);
        return AsciiBytes.bytes(prefix() + new StringBuilder(digits).reverse());
    }

    /** When the customer of this id arrived. */
    public long arrivalOf(String customer) {
        String digits = new StringBuilder(customer.substring(prefix().length()))
                .reverse()
                .toString();
        return Long.parseLong(digits, Character.MAX_RADIX);
    }

    private static String padded(String digits, int length) {
        return "0".repeat(length - digits.length()) + digits;
    }
}
