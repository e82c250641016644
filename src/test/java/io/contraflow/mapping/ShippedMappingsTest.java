package io.contraflow.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.contraflow.model.Disposition;
import io.contraflow.model.ReturnEvent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShippedMappingsTest {

    private static final Set<String> REASONS = Set.of(
            "CHANGED_MIND",
            "TOO_SMALL",
            "TOO_BIG",
            "DAMAGED",
            "NOT_AS_DESCRIBED",
            "WRONG_ITEM",
            "STYLE",
            "COLOR",
            "OTHER");

    private final Mappings mappings = Mappings.open(Path.of("mappings"));

    @Test
    void everyReasonOfTheShopIsOneThatTheCarrierUnderstands() {
        assertThat(values("reason")).isEqualTo(REASONS);
        assertThat(mappings.table("carrier-reason").keys()).containsExactlyInAnyOrderElementsOf(REASONS);
    }

    @Test
    void everyGradeHasADispositionAndEveryPieceThatArrivesALocation() {
        assertThat(mappings.table("disposition").keys()).containsExactlyInAnyOrderElementsOf(values("grade"));
        assertThat(mappings.table("shop-disposition").keys())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Disposition.values())
                        // What is at the workshop no system hears of.
                        .filter(Disposition::isReported)
                        .map(Enum::name)
                        .toList());
        assertThat(mappings.table("location").keys())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Disposition.values())
                        .filter(one -> one.isKept() || one == Disposition.REVIEW)
                        .map(Enum::name)
                        .toList());
    }

    @Test
    void everyStatusIsAnEventThatExists() {
        List<String> events = Arrays.stream(ReturnEvent.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toList();
        assertThat(events).containsAll(values("status"));
    }

    @Test
    void aReturnThatWasOnlyBegunIsNotOnItsWay() {
        assertThat(mappings.lookup("status", "started")).isEqualTo("Confirmed");
        assertThat(mappings.lookup("status", "dropped_off")).isEqualTo("InTransit");
    }

    @Test
    void theShopIsToldOneOfItsOwnDeclineReasons() {
        assertThat(Set.of("FINAL_SALE", "RETURN_PERIOD_ENDED", "OTHER")).containsAll(values("decline-reason"));
    }

    @Test
    void theLampIsUnmappedSoThatTheSandboxCanShowWhatHappensThen() {
        assertThat(mappings.find("sku", "LAMP-OAK")).isEmpty();
        assertThat(mappings.lookup("sku", "TEE-BLK-S")).isEqualTo("3301");
    }

    private Set<String> values(String table) {
        Table found = mappings.table(table);
        return found.keys().map(found::lookup).collect(Collectors.toSet());
    }
}
