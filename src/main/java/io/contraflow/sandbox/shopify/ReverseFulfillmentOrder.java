package io.contraflow.sandbox.shopify;

import io.contraflow.sandbox.shopify.Fulfillment.FulfillmentLineItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the warehouse expects back once a return is approved. */
final class ReverseFulfillmentOrder {
    private final long number;
    private final Return forReturn;
    private final List<Line> lines;
    private final List<ReverseDelivery> deliveries = new ArrayList<>();
    private boolean canceled;

    ReverseFulfillmentOrder(long number, Return forReturn, List<Line> lines) {
        this.number = number;
        this.forReturn = forReturn;
        this.lines = lines;
    }

    /** One expected line. */
    static final class Line {
        private final long number;
        private final ReturnLineItem returnLine;
        private final List<Disposition> dispositions = new ArrayList<>();

        Line(long number, ReturnLineItem returnLine) {
            this.number = number;
            this.returnLine = returnLine;
        }

        long number() {
            return number;
        }

        int remaining() {
            return totalQuantity()
                    - dispositions.stream().mapToInt(Disposition::quantity).sum();
        }

        void dispose(Disposition disposition) {
            dispositions.add(disposition);
        }

        public String id() {
            return Gid.of("ReverseFulfillmentOrderLineItem", number);
        }

        public int totalQuantity() {
            return returnLine.quantity();
        }

        public FulfillmentLineItem fulfillmentLineItem() {
            return returnLine.fulfillmentLineItem();
        }

        public List<Disposition> dispositions() {
            return dispositions;
        }
    }

    /** What became of some pieces. */
    record Disposition(
            long number,
            String type,
            int quantity,
            @Nullable Location location,
            Instant createdAt) {
        public String id() {
            return Gid.of("ReverseFulfillmentOrderDisposition", number);
        }
    }

    /** A parcel on its way back. */
    static final class ReverseDelivery {
        private final long number;
        private final ReverseFulfillmentOrder owner;
        private final Map<Line, Integer> pieces;
        private @Nullable Tracking tracking;
        private @Nullable Label label;

        ReverseDelivery(long number, ReverseFulfillmentOrder owner, Map<Line, Integer> pieces) {
            this.number = number;
            this.owner = owner;
            this.pieces = pieces;
        }

        record Tracking(@Nullable String number, @Nullable String url) {
            public @Nullable String carrierName() {
                return null;
            }
        }

        record Label(String publicFileUrl, Instant createdAt) {}

        record ReverseDeliveryShippingDeliverable(
                @Nullable Tracking tracking, @Nullable Label label) {}

        long number() {
            return number;
        }

        void attach(@Nullable Tracking newTracking, @Nullable Label newLabel) {
            tracking = newTracking == null ? tracking : newTracking;
            label = newLabel == null ? label : newLabel;
        }

        public String id() {
            return Gid.of("ReverseDelivery", number);
        }

        public ReverseFulfillmentOrder reverseFulfillmentOrder() {
            return owner;
        }

        public ReverseDeliveryShippingDeliverable deliverable() {
            return new ReverseDeliveryShippingDeliverable(tracking, label);
        }

        public List<Map<String, Object>> reverseDeliveryLineItems() {
            return pieces.entrySet().stream()
                    .map(entry -> Map.<String, Object>of(
                            "id",
                                    Gid.of(
                                            "ReverseDeliveryLineItem",
                                            entry.getKey().number()),
                            "quantity", entry.getValue(),
                            "reverseFulfillmentOrderLineItem", entry.getKey()))
                    .toList();
        }
    }

    long number() {
        return number;
    }

    Return forReturn() {
        return forReturn;
    }

    boolean isDisposed() {
        return lines.stream().anyMatch(line -> !line.dispositions().isEmpty());
    }

    /** How many pieces of a line no parcel carries yet. */
    int undelivered(Line line) {
        int carried = deliveries.stream()
                .mapToInt(delivery -> delivery.pieces.getOrDefault(line, 0))
                .sum();
        return line.totalQuantity() - carried;
    }

    Optional<Line> line(long lineNumber) {
        return lines.stream().filter(line -> line.number() == lineNumber).findFirst();
    }

    void cancel() {
        canceled = true;
    }

    void add(ReverseDelivery delivery) {
        deliveries.add(delivery);
    }

    public String id() {
        return Gid.of("ReverseFulfillmentOrder", number);
    }

    public Order order() {
        return forReturn.order();
    }

    public String status() {
        if (canceled) {
            return "CANCELED";
        }
        return lines.stream().allMatch(line -> line.remaining() == 0) ? "CLOSED" : "OPEN";
    }

    public List<Line> lineItems() {
        return lines;
    }

    public List<ReverseDelivery> reverseDeliveries() {
        return deliveries;
    }
}
