package io.contraflow.sandbox.scenario;

import io.contraflow.sandbox.Parcels;
import io.contraflow.sandbox.SalesOrders;
import io.contraflow.sandbox.World;
import io.contraflow.sandbox.shopify.Storefront;
import io.contraflow.sandbox.shopify.Storefront.Sale;
import io.contraflow.sandbox.shopify.Storefront.Shopper;
import java.math.BigDecimal;

/** Where stories play: shop, ERP and parcels together. */
public record Stage(World world, Storefront shop, SalesOrders erp, Parcels parcels) {
    /** Sells in the shop and books the order in the ERP in the same moment. */
    Sale sell(Shopper shopper, String sku, int quantity, int deliveredDaysAgo, BigDecimal byGiftCard) {
        Sale sale = shop.sell(shopper, sku, quantity, deliveredDaysAgo, byGiftCard);
        erp.addSalesOrder(
                sale.name(), sale.number(), shopper.email(), shopper.name(), sale.lines(), sale.shippingGross());
        return sale;
    }
}
