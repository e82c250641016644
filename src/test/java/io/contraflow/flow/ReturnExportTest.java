package io.contraflow.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.contraflow.model.Status;
import io.contraflow.story.RunningTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The list that is read page by page is the list that is searched. */
class ReturnExportTest extends RunningTest {
    @Autowired
    private JdbcClient db;

    @Autowired
    private ReturnStore store;

    @Test
    void eachReturnOfAFilterComesOnceInTheOrderOfTheListAlsoAcrossPages() {
        contraflow.awaitStatus(world.play("happy-path", 5), "CLOSED");
        ReturnStore.Query closed = new ReturnStore.Query(Status.CLOSED, null, null, 0, 500);
        List<UUID> searched =
                store.search(closed).stream().map(ReturnStore.Row::id).toList();

        List<UUID> read = new ArrayList<>();
        new ReturnExport(db, 2).each(closed, line -> read.add(line.id()));

        assertThat(read).hasSizeGreaterThanOrEqualTo(5).doesNotHaveDuplicates().isEqualTo(searched);
    }
}
