package io.contraflow.api;

import io.contraflow.backup.Backups;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
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

    /** Begins a backup while everything goes on; it lies on the server. One that is on its way is answered again. */
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    Backups.Backup begin() {
        if (!backups.isPossible()) {
            throw new ResponseStatusException(
                    HttpStatus.CONFLICT, "the database is a server of its own; back it up with its own tools");
        }
        return backups.begin();
    }

    /** The backups that lie in the folder, and the one that was begun last; newest first. */
    @GetMapping
    List<Backups.Backup> list() throws IOException {
        return backups.list();
    }

    /** One backup, and how far it is. */
    @GetMapping("/{name}")
    Backups.Backup one(@PathVariable String name) throws IOException {
        return backups.list().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no backup of that name"));
    }
}
