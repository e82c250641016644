package io.contraflow.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Saved views in a browser. */
class ViewsInChromiumTest extends BrowserTest {
    @Autowired
    private JdbcClient db;

    @AfterEach
    void nobodyHasViews() {
        db.sql("delete from saved_view").update();
    }

    @Test
    void aFilterIsSavedUsedRenamedAndRemoved() {
        tab.login(LOOKS, PASSWORD).open("/console/returns?status=IN_REVIEW");
        tab.click("Save this filter").at("/console/views/new").see("in review");
        assertThat(tab.text()).as("who only looks cannot share").doesNotContain("shared with all");
        tab.fill("Name", "Wait for a person").press("Enter");
        tab.at("/console/returns?status=IN_REVIEW").see("Saved as Wait for a person.");
        assertThat(tab.text()).doesNotContain("Save this filter");

        tab.open("/console/returns").click(".chip", "Wait for a person").at("/console/returns?status=IN_REVIEW");
        assertThat(tab.script("document.querySelector('.chip.here').innerText").asText())
                .contains("Wait for a person");

        tab.click("Change saved views")
                .at("/console/views")
                .fill("Name", "Waits for us")
                .click("button", "Change ");
        tab.see("Waits for us is saved.").click("button", "Remove ");
        tab.see("Waits for us is removed.", "None yet.");
        assertThat(tab.open("/console/returns").has(".chip")).isFalse();
        assertThat(tab.problems()).isEmpty();
    }

    @Test
    void whatAnOperatorSharesStandsAboveTheListOfOthersWithItsOwner() {
        tab.login(ACTS, PASSWORD).open("/console/exceptions?state=RESOLVED").click("Save this filter");
        tab.at("/console/views/new")
                .fill("Name", "Done work")
                .click("label", "shared with all")
                .click("Save");
        tab.at("/console/exceptions?state=RESOLVED").see("Saved as Done work.");
        tab.click("Log out").login(LOOKS, PASSWORD).open("/console/exceptions");
        tab.click(".chip", "Done work").at("/console/exceptions?state=RESOLVED");
        assertThat(tab.text()).contains(ACTS);
        assertThat(tab.problems()).isEmpty();
    }
}
