package io.contraflow.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contraflow.mapping.Finding;
import io.contraflow.model.Decision;
import io.contraflow.model.Decision.Verdict;
import io.contraflow.model.Evidence.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a policy may ask the customer to show, and of whom; customer groups and discounts as conditions. */
class EvidenceTest {
    private static final Path LAW = Path.of("config/regions");
    private static final String SHOP = """
            name: shop
            description: Damaged goods need a picture, expensive ones a receipt and their number too.
            windows:
              - id: always
                days: 100
                because: {en: "until {lastDay}", de: "bis {lastDay}"}
            evidence:
              - id: photo
                asks: [photo]
                when: line.reason = 'DAMAGED' or line.condition = 'OPENED'
                because: {en: "Please send a picture of {item}.", de: "Bitte senden Sie ein Bild von {item}."}
              - id: proof-of-purchase
                asks: [receipt, serial-number]
                queue: warranty
                when: line.reason = 'DAMAGED' and line.valueMinor > 50000
                because: {en: "Please send the receipt.", de: "Bitte senden Sie den Beleg."}
            approval:
              - id: dealers
                action: review
                queue: sales
                when: "'dealer' in customer.groups"
                because: {en: We look at it., de: Wir sehen es uns an.}
              - id: outlet
                action: review
                queue: outlet
                when: line.discountPercent >= 70
                because: {en: We look at it., de: Wir sehen es uns an.}
              - id: rest
                action: auto
                because: {en: accepted, de: angenommen}
            refund:
              moment: inspection
              shipping-on-full-return: true
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("shop.yaml"), SHOP);
    }

    private Decision decide(Asked asked) {
        return Policies.open(folder, LAW).policy("shop").decide(asked.asCase());
    }

    private static Asked lamp(String price, String reason) {
        return Asked.on("2026-07-15").delivered(40).line("Lamp", price, reason);
    }

    @Test
    void withoutThePictureAPersonAsksForIt() {
        Decision decision = decide(lamp("49.00", "DAMAGED"));

        assertThat(decision.verdict()).isEqualTo(Verdict.REVIEW);
        assertThat(decision.rule()).isEqualTo("photo");
        assertThat(decision.queue()).isEqualTo("evidence");
        assertThat(decision.customerReason()).isEqualTo("Please send a picture of Lamp.");
        assertThat(decision.reason()).endsWith("not shown: PHOTO");
    }

    @Test
    void withThePictureItIsAcceptedByItself() {
        Decision decision = decide(lamp("49.00", "DAMAGED").showing(Kind.PHOTO));

        assertThat(decision.verdict()).isEqualTo(Verdict.APPROVE);
        assertThat(decision.trace())
                .anySatisfy(step -> assertThat(step.because()).endsWith("all that it asks for was shown"));
    }

    @Test
    void whatIsAskedForMustAllBeThere() {
        assertThat(decide(lamp("900.00", "DAMAGED").showing(Kind.PHOTO, Kind.RECEIPT)))
                .satisfies(decision -> {
                    assertThat(decision.queue()).isEqualTo("warranty");
                    assertThat(decision.reason()).endsWith("not shown: SERIAL_NUMBER");
                });
        assertThat(decide(lamp("900.00", "DAMAGED").showing(Kind.PHOTO, Kind.RECEIPT, Kind.SERIAL_NUMBER))
                        .verdict())
                .isEqualTo(Verdict.APPROVE);
    }

    @Test
    void whoWithdrawsOwesNoProof() {
        Decision decision = decide(Asked.on("2026-07-15")
                .delivered(3)
                .line("Lamp", "49.00", "CHANGED_MIND", "OPENED", java.util.List.of()));

        assertThat(decision.verdict()).isEqualTo(Verdict.APPROVE);
        assertThat(decision.trace()).anySatisfy(step -> {
            assertThat(step.rule()).isEqualTo("photo");
            assertThat(step.fired()).isFalse();
            assertThat(step.because()).contains("gives the right until");
        });
    }

    @Test
    void norDoesWhoeverCouldWithdrawFromDamagedGoodsAndTheFileSaysSoWhenItIsRead() {
        Decision decision = decide(Asked.on("2026-07-15").delivered(3).line("Lamp", "49.00", "DAMAGED"));

        assertThat(decision.verdict()).isEqualTo(Verdict.APPROVE);
        assertThat(Policies.open(folder, LAW).unlawful())
                .extracting(Finding::message)
                .anySatisfy(message -> assertThat(message).startsWith("photo asks for proof of a withdrawal"));
    }

    @Test
    void aGroupOfCustomersAndADiscountDecideToo() {
        assertThat(decide(lamp("49.00", "TOO_BIG").customerIn("dealer")).rule()).isEqualTo("dealers");
        assertThat(decide(lamp("49.00", "TOO_BIG").customerIn("newsletter")).rule())
                .isEqualTo("rest");
        assertThat(decide(lamp("49.00", "TOO_BIG").discounted(70)).rule()).isEqualTo("outlet");
        assertThat(decide(lamp("49.00", "TOO_BIG").discounted(69)).rule()).isEqualTo("rest");
    }

    @Test
    void whatNobodyCanShowIsRefusedWithItsLine() throws IOException {
        Files.writeString(folder.resolve("shop.yaml"), SHOP.replace("asks: [photo]", "asks: [fingerprint]"));

        assertThatThrownBy(() -> Policies.open(folder, LAW))
                .hasMessageContaining("shop.yaml:9")
                .hasMessageContaining("Choose from photo, receipt, serial-number");
    }
}
