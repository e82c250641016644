package io.contraflow.sandbox.scenario;

import io.contraflow.sandbox.Parcels;
import io.contraflow.sandbox.SalesOrders;
import io.contraflow.sandbox.World;
import io.contraflow.sandbox.shopify.Storefront;
import io.contraflow.sandbox.shopify.Storefront.Sale;
import io.contraflow.sandbox.shopify.Storefront.Shopper;

/** Where stories play: shop, ERP and parcels together. */
public record Stage(World world, Storefront shop, SalesOrders erp, Parcels parcels) {
    /** Sells in the shop and books the order in the ERP in the same moment. */
    Sale sell(Shopper shopper, String sku, int quantity, int deliveredDaysAgo) {
        Sale sale = shop.sell(shopper, sku, quantity, deliveredDaysAgo);
        erp.addSalesOrder(
                sale.name(), sale.number(), shopper.email(), shopper.name(), sale.lines(), sale.shippingGross());
        return sale;
    }
}
