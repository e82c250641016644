package io.contraflow.sandbox;

import java.math.BigDecimal;
import java.util.List;

/** Where the ERP takes over a shop's paid orders. */
public interface SalesOrders {
    /**
     * Books an order as sold and billed.
     *
     * @param shippingGross outbound shipping in EUR, VAT included
     */
    void addSalesOrder(
            String orderName,
            long numericOrderId,
            String customerEmail,
            String customerName,
            List<Line> lines,
            BigDecimal shippingGross);

    /**
     * One line of an order.
     *
     * @param grossUnitPrice in EUR, VAT included
     */
    record Line(int erpItemId, int quantity, BigDecimal grossUnitPrice) {}
}
