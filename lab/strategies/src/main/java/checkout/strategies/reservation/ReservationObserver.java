package checkout.strategies.reservation;

import java.util.Map;

/** Watches a strategy at work, and may stop it where a race is possible. */
public interface ReservationObserver {
    /** Nobody watches. */
    ReservationObserver NONE = new ReservationObserver() {};

    /** All quantities were found available and are not written yet; nothing keeps the stock from changing. */
    default void checked(Map<String, Integer> quantities) throws InterruptedException {}

    /** All quantities are reserved and committed. */
    default void reserved(Map<String, Integer> quantities) {}

    /** Others were faster, so the request is tried again. */
    default void retried() {}

    /** The database refused a write of somebody whose lock had passed to another. */
    default void fenced() {}
}
