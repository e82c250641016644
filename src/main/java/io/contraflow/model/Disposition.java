package io.contraflow.model;

/** What becomes of a returned piece. */
public enum Disposition {
    /** Back into sellable stock. */
    RESTOCK,
    /** Not sellable as it is; made good again and sold as used. */
    REFURBISH,
    /** Mended before it is sold. */
    REPAIR,
    /** Back to whom we bought it from. */
    RETURN_TO_VENDOR,
    /** Given away. */
    DONATE,
    /** Thrown away. */
    SCRAP,
    /** Not sellable; taken out of the books. */
    WRITE_OFF,
    /** In question until a person decides, for example another item than announced. Nothing follows from it. */
    REVIEW,
    /** At the workshop, which has not said yet whether it can be mended for the customer. Nothing follows from it. */
    IN_REPAIR,
    /** Not what was sold, or mended for the customer, so it goes back to them and is not paid for. */
    SEND_BACK,
    /** Announced but not in the parcel. */
    NOT_RECEIVED;

    /** Whether an inspector, a table or another system may say it; that a piece is at the workshop follows from the rest. */
    public boolean isReported() {
        return this != IN_REPAIR;
    }

    /** Whether the merchant keeps the piece, so that stock, books and refund speak of it. */
    public boolean isKept() {
        return switch (this) {
            case RESTOCK, REFURBISH, REPAIR, RETURN_TO_VENDOR, DONATE, SCRAP, WRITE_OFF -> true;
            case REVIEW, IN_REPAIR, SEND_BACK, NOT_RECEIVED -> false;
        };
    }
}
