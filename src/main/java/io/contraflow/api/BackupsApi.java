package io.contraflow.api;

import io.contraflow.backup.Backups;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Backups of the embedded database, on demand. */
@RestController
@RequestMapping("/api/backups")
class BackupsApi {
    private final Backups backups;

    BackupsApi(Backups backups) {
        this.backups = backups;
    }

    /** Makes a backup while everything goes on; it lies on the server. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Backups.Backup make() {
        if (!backups.isPossible()) {
            throw new ResponseStatusException(
                    HttpStatus.CONFLICT, "the database is a server of its own; back it up with its own tools");
        }
        return backups.make();
    }
}
