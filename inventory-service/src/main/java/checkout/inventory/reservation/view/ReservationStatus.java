package checkout.inventory.reservation.view;

/** The status of a reservation as it is stored. */
enum ReservationStatus {
    HELD,
    COMMITTED,
    REFUSED,
    RELEASED,
    EXPIRED
}
