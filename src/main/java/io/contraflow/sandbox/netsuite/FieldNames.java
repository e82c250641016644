package io.contraflow.sandbox.netsuite;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The property names that each record type has; any other is a typing error of the caller. */
final class FieldNames {

    /** Custom fields that the account of the sandbox has set up. */
    private static final Set<String> CUSTOM_PREFIXES = Set.of("custbody_cf_", "custcol_cf_");

    /** On every record. */
    private static final Set<String> ANY = names("""
            accountingBookDetail class createdDate currency customForm deletionReason deletionReasonMemo
            department exchangeRate externalId id lastModifiedDate links location memo prevDate
            primaryBookBaseCurrency refName subsidiary tranDate tranId transactionNumber
            """);

    /** On every record of sales: order, authorization, credit memo, cash refund. */
    private static final Set<String> SALES = names("""
            appliedRules billAddr1 billAddr2 billAddr3 billAddress billAddressee billAddressList
            billAttention billCity billCountry billingAddress billingAddress_text billOverride billPhone
            billState billZip canHaveStackable contribPct couponCode createdFrom deferredRevenue
            discountItem discountRate discountTotal email entity entityTaxRegNum estGrossProfit
            estGrossProfitPercent excludeCommission fax intercoStatus intercoTransaction isTaxable item job
            leadSource message messageSel muccPromoCodeInstance nexus originator otherRefNum partner
            partners prevPartner prevRep promoCode promoCodePluginImpl promotions recognizedRevenue
            revCommitStatus revCommitStatusDescr revenueStatus revenueStatusDescr revRecOnRevCommitment
            salesEffectiveDate salesGroup salesRep salesTeam shipAddress shipAddressList shipIsResidential
            shipOverride shippingAddress shippingAddress_text source sourceSystem status storeOrder
            subsidiaryTaxRegNum subtotal syncPartnerTeams syncSalesTeams tax2Total taxDetails
            taxDetailsOverride taxItem taxPointDate taxPointDateOverride taxRate taxRegOverride taxTotal
            toBeEmailed toBeFaxed toBePrinted total totalAfterTaxes totalCostEstimate tranIsVsoeBundle
            vatRegNum vsoeAutoCalc webSite
            """);

    /** What an authorization has beyond that; it has no shipping cost. */
    private static final Set<String> AUTHORIZATION = names("""
            altSalesTotal cardholderAuthentication cardSwipe checkNumber customerPaymentAuthorization
            debitKsn debitPinBlock drAccount dynamicDescriptor fxAccount fxAltSalesTotal fxNetAltSalesTotal
            handlingMode inputReferenceCode integrationId isCrossSubTransaction needsRevCommitment
            netAltSalesTotal orderStatus ordRevCommitted outputAuthCode outputReferenceCode paymentCardCsc
            paymentDeviceId paymentInstrumentLimit paymentOption paymentProcessingProfile payPalAuthId
            payPalTranId transactionToRefund
            """);

    /** What a credit memo has beyond that. */
    private static final Set<String> CREDIT = names("""
            abbrevType account altHandlingCost altShippingCost amountPaid amountRemaining
            amountRemainingTotalBox applied apply asOfDate autoApply billingAccount bulkProcSubmission
            defaultILBAShipAddrVal defaultILBAShippingAddressKey defaultILShipMethKey discountAmount
            discountDate dueDate endDate excludeFromGLNumbering handlingCost handlingTax1Rate
            handlingTax2Rate handlingTaxAmount handlingTaxCode isMultiShipTo number postingPeriod
            recurringBill salesReturn shipDate shipGroup shipMethod shippingCost shippingCostOverridden
            shippingTax1Rate shippingTax2Rate shippingTaxAmount shippingTaxCode startDate terms type
            unapplied whichChargesToAdd
            """);

    private static final Set<String> RECEIPT = names("""
            appliedRules createdFrom employee entity excludeFromGLNumbering expense inboundShipment incoTerm
            item itemFulfillment landedCostMethod landedCostPerLine landedCosts orderId orderType partner
            postingPeriod
            """);

    /** A customer refund names its party "customer" and has no "entity". */
    private static final Set<String> REFUND = names("""
            account address apply arAcct balance cardholderAuthentication cardSwipe checkNumber cleared
            clearedDate consolidateBalance customer customerPaymentAuthorization debitKsn debitPinBlock
            deposit dynamicDescriptor excludeFromGLNumbering handlingMode inputReferenceCode integrationId
            nexus outputAuthCode outputReferenceCode payeeAddress payeeAddress_text payeeAddressList
            paymentCardCsc paymentDeviceId paymentInstrumentLimit paymentOperation paymentOption
            paymentProcessingProfile postingPeriod status toBePrinted total transactionToRefund voidJournal
            """);

    private static final Set<String> CASH_REFUND = names("""
            account checkNumber handlingCost handlingMode paymentOperation paymentOption
            paymentProcessingProfile payPalAuthId payPalTranId postingPeriod refundCheck salesReturn
            shippingCost shippingTax1Rate shippingTaxAmount shippingTaxCode terms transactionToRefund
            """);

    private static final Set<String> ORDER = names("""
            handlingCost orderStatus shipComplete shipDate shipMethod shippingCost shippingTax1Rate
            shippingTaxAmount shippingTaxCode terms
            """);

    /** An adjustment keeps its lines under "inventory", not "item". */
    private static final Set<String> ADJUSTMENT = names("""
            account adjLocation customer estimatedTotalValue inventory postingPeriod
            """);

    private static final Set<String> SALES_LINE = names("""
            account altSalesAmt amount baseGrossAmt billVarianceStatus binNumbers catchUpPeriod chargeType
            class costEstimate costEstimateRate costEstimateType deferRevRec department description
            doNotCreateRevenueElement estGrossProfit estGrossProfitPercent expirationDate giftCertFrom
            giftCertMessage giftCertNumber giftCertRecipientEmail giftCertRecipientName grossAmt
            initOqpBucket inventoryDetail inventorylocation inventorysubsidiary isClosed isDropShipment
            isOpen isTaxable item itemIsFulfilled itemSubtype itemType job licenseCode line lineUniqueKey
            linked links location marginal matrixType minQty netAltSalesAmt options oqpBucket orderDoc
            orderLine price printItems processedByRevCommit quantity quantityAllocated quantityAvailable
            quantityBilled quantityCommitted quantityDemandAllocated quantityFulfilled quantityOnHand
            quantityPacked quantityPicked quantityReceived rate rateIncludingTax rateSchedule refName
            revrec_recurrencetype revRecEndDate revRecSchedule revRecStartDate revRecTermInMonths
            serialNumbers subsidiary tax1Amt taxAmount taxCode taxDetailsReference taxRate1 taxRate2 units
            vsoeAllocation vsoeAmount vsoeDeferral vsoeDelivered vsoeIsEstimate vsoePermitDiscount vsoePrice
            vsoeSOPGroup
            """);

    /** There is no "restock" on a receipt line. */
    private static final Set<String> RECEIPT_LINE = names("""
            amount billVarianceStatus binNumbers class consigned consignmentConsumed currency department
            description displayName expirationDate fromlocation generateAccruals inventoryDetail
            isCatchWeightItem isConsignmentItem isDropShipment item itemFxAmount itemName itemReceive
            itemSubtype itemType itemUnitPrice itemUpc jobName kitMemberOf landedCost line lineEntity links
            location onHand options orderDoc orderLine primaryToSecondaryUnitConversionRate quantity
            quantityRemaining quantityRemainingDisplay rate refName secondaryQuantity
            secondaryUnitConversionRate secondaryUnits secondaryUnitsList serialNumbers unitCostOverride
            units unitsDisplay vendorName
            """);

    private static final Set<String> APPLY_LINE = names("""
            amount apply applyDate createdFrom currency doc due job jobName line links refName refNum total
            type
            """);

    private static final Set<String> ADJUSTMENT_LINE = names("""
            adjustQtyBy avgUnitCost class currentValue department description exchangeRate foreignCost
            inventoryDetail invtId item line links location memo newQuantity quantityOnHand refName unitCost
            units
            """);

    private FieldNames() {}

    static boolean onRecord(Kind kind, String name) {
        return ANY.contains(name) || own(kind).contains(name) || sales(kind, name) || custom(name);
    }

    static boolean onLine(Kind kind, String name) {
        Set<String> names =
                switch (kind) {
                    case ITEM_RECEIPT -> RECEIPT_LINE;
                    case CUSTOMER_REFUND -> APPLY_LINE;
                    case INVENTORY_ADJUSTMENT -> ADJUSTMENT_LINE;
                    default -> SALES_LINE;
                };
        return names.contains(name) || custom(name);
    }

    /** The names that a record's schema lists. */
    static Set<String> ofRecord(Kind kind) {
        return Stream.of(ANY, own(kind), kind.priced() ? SALES : Set.<String>of())
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
    }

    /** The names that the schema of its lines lists. */
    static Set<String> ofLine(Kind kind) {
        return Stream.of(SALES_LINE, RECEIPT_LINE, APPLY_LINE, ADJUSTMENT_LINE)
                .flatMap(Set::stream)
                .filter(name -> onLine(kind, name))
                .collect(Collectors.toSet());
    }

    private static boolean sales(Kind kind, String name) {
        return kind.priced() && SALES.contains(name);
    }

    private static Set<String> own(Kind kind) {
        return switch (kind) {
            case SALES_ORDER -> ORDER;
            case RETURN_AUTHORIZATION -> AUTHORIZATION;
            case ITEM_RECEIPT -> RECEIPT;
            case CREDIT_MEMO -> CREDIT;
            case CUSTOMER_REFUND -> REFUND;
            case CASH_REFUND -> CASH_REFUND;
            case INVENTORY_ADJUSTMENT -> ADJUSTMENT;
        };
    }

    private static boolean custom(String name) {
        return CUSTOM_PREFIXES.stream().anyMatch(name::startsWith);
    }

    private static Set<String> names(String list) {
        return Set.of(list.strip().split("\\s+"));
    }
}
