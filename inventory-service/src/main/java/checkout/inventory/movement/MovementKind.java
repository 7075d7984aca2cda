package checkout.inventory.movement;

/** Why a quantity in stock changes. */
public enum MovementKind {
    /** The stock when movements were introduced. */
    OPENING,
    /** Goods have arrived. */
    RECEIVE,
    /** The items on the shelf were counted. */
    COUNT,
    /** Items were lost, found or damaged. */
    ADJUST,
    /** A checkout reserves items. */
    RESERVE,
    /** A checkout gives up what it has reserved. */
    RELEASE,
    /** A reservation was not committed in time. */
    EXPIRE,
    /** Reserved items are sold and leave the stock. */
    COMMIT,
    /** A return brings items back. */
    RESTOCK,
    /** A person made books and stock agree, in SQL. */
    CORRECTION
}
