package checkout.strategies.redis;

import java.util.Map;
import java.util.SortedMap;

/** How the holder of a lock reads and writes the stock that the lock protects. */
interface LeasedStock {
    /** What is available; a sku that does not exist is missing. Committed when it returns. */
    Map<String, Integer> read(SortedMap<String, Long> tokenBySku);

    /** Takes the quantities in the transaction of the caller. */
    void take(SortedMap<String, Integer> quantities, SortedMap<String, Long> tokenBySku);
}
